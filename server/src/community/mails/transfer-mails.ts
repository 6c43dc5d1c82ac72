import type { Text } from '../../lib/text.ts'
import { inBoth, type Mail } from './mail.ts'

/** Somebody offers something to the reader, or to an organization that they administer. */
export const transferMail = ({ from, what, title }: { from: string; what: Text; title: string }): Mail =>
  inBoth('/admin/notifications', {
    fr: [
      `${from} propose de vous confier « ${title} »`,
      `${from} propose de vous confier ${what.fr} « ${title} ». Connectez-vous pour accepter ou refuser.`,
    ],
    en: [
      `${from} offers you “${title}”`,
      `${from} offers to hand over to you the ${what.en} “${title}”. Sign in to accept or refuse.`,
    ],
  })
