import { formatDate } from './format.ts'

/** `Ne répond plus depuis le 3 mars 2026 (erreur 404)`: of a link, for its readers and for its producer. */
export const downSentence = (since: string | null, status: number | null): string => {
  const when = since ? `Ne répond plus depuis le ${formatDate(since)}` : 'Ne répond pas'
  return `${when} (${status === null ? 'le site est injoignable' : `erreur ${status}`})`
}
