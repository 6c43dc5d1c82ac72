import type { Language } from '../../lib/text.ts'

/** What a mail says. `link`: a path of the site, or an address elsewhere. */
export interface MailText {
  subject: string
  paragraphs: string[]
  link: string | null
}

/** A mail in the language of whoever reads it. */
export type Mail = (language: Language) => MailText

/** In each language the subject, then the paragraphs. */
export const inBoth =
  (link: string | null, words: Record<Language, [string, ...string[]]>): Mail =>
  (language) => {
    const [subject, ...paragraphs] = words[language]
    return { subject, paragraphs, link }
  }

/** What somebody wrote, as a paragraph of its own. */
export const quoted = (text: string | null): string[] => (text?.trim() ? [text.trim()] : [])
