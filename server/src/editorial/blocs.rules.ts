import { randomUUID } from 'node:crypto'
import { type FieldErrors, invalidFields } from '../lib/errors.ts'
import { isUuid } from '../lib/ids.ts'
import type { Text } from '../lib/text.ts'
import { isWebAddress } from '../lib/urls.ts'
import type { Bloc } from './model.ts'

/** What each class of bloc holds: words, required ones marked, and lists of objects (udata-api.md §2.9). */
const WORDS: Record<string, string[]> = {
  DatasetsListBloc: ['title*', 'subtitle'],
  ReusesListBloc: ['title*', 'subtitle'],
  DataservicesListBloc: ['title*', 'subtitle'],
  LinksListBloc: ['title*', 'subtitle', 'paragraph', 'main_link_url', 'main_link_title'],
  HeroBloc: ['title*', 'description', 'color', 'main_link_url', 'main_link_title'],
  MarkdownBloc: ['title', 'subtitle', 'content*'],
  AccordionListBloc: ['title', 'description'],
}
/** The lists of objects of blocs, and the class of these. */
export const REFERENCES: Record<string, [key: string, name: 'Dataset' | 'Reuse' | 'Dataservice']> = {
  DatasetsListBloc: ['datasets', 'Dataset'],
  ReusesListBloc: ['reuses', 'Reuse'],
  DataservicesListBloc: ['dataservices', 'Dataservice'],
}
const COLORS = ['primary', 'green', 'purple']
const MAX_TEXT = 100_000

type Sent = Record<string, unknown>

/** Blocs as clients send them, checked and reduced to what is kept. Throws `Invalid` by field. */
export const readBlocs = (field: string, sent: unknown): Bloc[] => {
  const problems: FieldErrors = {}
  const refuse = (text: Text) => (problems[field] ??= [text])
  const blocs = listOf(sent).map((bloc) => readBloc(bloc, refuse, false))
  if (Object.keys(problems).length > 0) throw invalidFields(problems)
  return blocs
}

const readBloc = (sent: Sent, refuse: (text: Text) => void, inAccordion: boolean): Bloc => {
  const name = String(sent.class ?? '')
  const id = typeof sent.id === 'string' && isUuid(sent.id) ? sent.id : randomUUID()
  const words = WORDS[name]
  if (!words) return (refuse(unknownClass(name)), { class: name, id })
  if (inAccordion && (name === 'HeroBloc' || name === 'AccordionListBloc')) refuse(NOT_IN_ACCORDION)
  const bloc: Bloc = { class: name, id }
  for (const word of words) bloc[word.replace('*', '')] = readText(sent, word, refuse)
  if (bloc.color && !COLORS.includes(bloc.color as string)) refuse(UNKNOWN_COLOR)
  if (bloc.main_link_url && !isLink(bloc.main_link_url as string)) refuse(BAD_LINK)
  const [key] = REFERENCES[name] ?? []
  if (key) bloc[key] = listOf(sent[key]).flatMap((item) => idOf(item) ?? [])
  if (name === 'LinksListBloc') bloc.links = listOf(sent.links).map((link) => readLink(link, refuse))
  if (name === 'AccordionListBloc')
    bloc.items = listOf(sent.items).map((item) => ({
      title: readText(item, 'title*', refuse),
      content: listOf(item.content).map((inner) => readBloc(inner, refuse, true)),
    }))
  return bloc
}

const readText = (sent: Sent, word: string, refuse: (text: Text) => void): string | null => {
  const key = word.replace('*', '')
  const value = sent[key]
  if (typeof value === 'string' && value.length <= MAX_TEXT && (value.trim() !== '' || !word.endsWith('*')))
    return value
  if (value === undefined || value === null || value === '')
    return word.endsWith('*') ? (refuse(missing(key)), null) : null
  refuse(missing(key))
  return null
}

const readLink = (sent: Sent, refuse: (text: Text) => void) => {
  const [title, color, url] = [
    readText(sent, 'title*', refuse),
    readText(sent, 'color', refuse),
    readText(sent, 'url', refuse),
  ]
  if (url && !isLink(url)) refuse(BAD_LINK)
  return { title, color, url }
}

/** An address of the web, or of the site itself. */
const isLink = (url: string): boolean => isWebAddress(url) || /^\/(?!\/)[^\s]*$/.test(url)

/** Strings are ids; objects come as they were read. */
const listOf = (value: unknown): Sent[] =>
  (Array.isArray(value) ? value : []).slice(0, 200).flatMap((item): Sent[] => {
    if (typeof item === 'string') return [{ id: item }]
    return typeof item === 'object' && item !== null ? [item as Sent] : []
  })

const idOf = ({ id }: Sent): string | undefined => (typeof id === 'string' ? id : undefined)

const unknownClass = (name: string): Text => ({
  fr: `« ${name.slice(0, 40)} » n’est pas un bloc connu.`,
  en: `“${name.slice(0, 40)}” is not a known bloc.`,
})
const missing = (key: string): Text => ({
  fr: `Un bloc n’a pas de « ${key} » valable.`,
  en: `A bloc has no valid “${key}”.`,
})
const NOT_IN_ACCORDION: Text = {
  fr: 'Ni bannière ni accordéon dans un accordéon.',
  en: 'No hero and no accordion inside an accordion.',
}
const UNKNOWN_COLOR: Text = { fr: 'Cette couleur n’est pas connue.', en: 'Unknown color.' }
const BAD_LINK: Text = { fr: 'Un lien n’est pas une adresse valide.', en: 'A link is not a valid address.' }
