import { day } from './days.ts'
import { inBoth, type Mail } from './mail.ts'

/** A key of the reader's soon ends. */
export const keyMail = (name: string | null, end: Date): Mail => {
  const french = name ? `Votre clé d’API « ${name} »` : 'Une de vos clés d’API'
  const english = name ? `Your API key “${name}”` : 'One of your API keys'
  return inBoth('/admin/compte/cles', {
    fr: [
      `${french} expire le ${day(end, 'fr')}`,
      `${french} cessera de marcher le ${day(end, 'fr')}.`,
      'Créez-en une autre et donnez-la au programme qui s’en sert, puis révoquez celle-ci. Ce qui est publié reste en ligne.',
    ],
    en: [
      `${english} expires on ${day(end, 'en')}`,
      `${english} will stop working on ${day(end, 'en')}.`,
      'Create another one and give it to the program that uses it, then revoke this one. What is published stays online.',
    ],
  })
}
