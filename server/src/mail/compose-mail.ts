import { oneLine, type Language } from '../lib/text.ts'
import type { Mail } from './model.ts'

export interface Letter {
  to: string
  lang: Language
  subject: string
  /** Plain words, read above the link. */
  paragraphs: string[]
  /** Several things, each with its place, between the words and the link. */
  items?: { title: string; text: string; url?: string | null }[]
  link?: { label: string; url: string }
  /** Read below the link: what to do when one did not ask for this. */
  after?: string[]
  /** Where a POST, or a person, has no more of these: mail programs show it as a button of their own (RFC 8058). */
  stop?: { label: string; url: string }
}

/** A mail in text and in HTML, from what it says: one column, one link, nothing to download. */
export const composeMail = (letter: Letter): Mail => {
  // Names in it are people's words: a line break would begin a header of their own.
  const subject = oneLine(letter.subject)
  const mail = { to: letter.to, subject, text: textOf(letter), html: htmlOf({ ...letter, subject }) }
  return letter.stop ? { ...mail, stopUrl: letter.stop.url } : mail
}

const textOf = ({ lang, paragraphs, items = [], link, after = [], stop }: Letter): string =>
  [
    ...paragraphs,
    ...items.map(({ title, text, url }) => [title, text, url].filter(Boolean).join('\n')),
    ...(link ? [addressIn(lang, link)] : []),
    ...after,
    ...(stop ? [addressIn(lang, stop)] : []),
  ].join('\n\n') + '\n'

const addressIn = (lang: Language, { label, url }: { label: string; url: string }): string =>
  `${label}${lang === 'fr' ? ' ' : ''}:\n${url}`

const htmlOf = ({ lang, subject, paragraphs, items = [], link, after = [], stop }: Letter): string => {
  const body = [
    ...paragraphs.map(paragraph),
    ...items.map(item),
    ...(link ? [button(link), `<p style="font-size:14px">${FALLBACK[lang]}<br>${escapeHtml(link.url)}</p>`] : []),
    ...after.map(paragraph),
    ...(stop ? [`<p style="font-size:14px">${anchor(stop.url, stop.label)}</p>`] : []),
  ]
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#1b1b1b;max-width:36em;margin:0 auto;padding:24px">
${body.join('\n')}
</body>
</html>
`
}

const FALLBACK: Record<Language, string> = {
  fr: 'Si le lien ne s’ouvre pas, copiez cette adresse dans votre navigateur&nbsp;:',
  en: 'If the link does not open, copy this address into your browser:',
}

const paragraph = (words: string): string => `<p>${escapeHtml(words).replaceAll('\n', '<br>')}</p>`

const item = ({ title, text, url }: NonNullable<Letter['items']>[number]): string =>
  `<p><strong>${url ? anchor(url, title) : escapeHtml(title)}</strong><br>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`

const anchor = (url: string, label: string): string =>
  `<a href="${escapeHtml(url)}" style="color:#1b1b1b">${escapeHtml(label)}</a>`

const button = ({ label, url }: { label: string; url: string }): string =>
  `<p><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;background:#1b1b1b;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
