import { oneLine, type Language } from '../lib/text.ts'
import type { Mail } from './model.ts'

export interface Letter {
  to: string
  lang: Language
  subject: string
  /** Plain words, read above the link. */
  paragraphs: string[]
  link?: { label: string; url: string }
  /** Read below the link: what to do when one did not ask for this. */
  after?: string[]
}

/** A mail in text and in HTML, from what it says: one column, one link, nothing to download. */
export const composeMail = (letter: Letter): Mail => {
  // Names in it are people's words: a line break would begin a header of their own.
  const subject = oneLine(letter.subject)
  return { to: letter.to, subject, text: textOf(letter), html: htmlOf({ ...letter, subject }) }
}

const textOf = ({ lang, paragraphs, link, after = [] }: Letter): string =>
  [...paragraphs, ...(link ? [`${link.label}${lang === 'fr' ? ' ' : ''}:\n${link.url}`] : []), ...after].join('\n\n') +
  '\n'

const htmlOf = ({ lang, subject, paragraphs, link, after = [] }: Letter): string => {
  const body = [
    ...paragraphs.map(paragraph),
    ...(link ? [button(link), `<p style="font-size:14px">${FALLBACK[lang]}<br>${escapeHtml(link.url)}</p>`] : []),
    ...after.map(paragraph),
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

const button = ({ label, url }: { label: string; url: string }): string =>
  `<p><a href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;background:#1b1b1b;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a></p>`

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
