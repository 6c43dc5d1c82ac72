/** French typography of what people typed: the spaces that must not break before ; : ! ? and inside « ». */

const NNBSP = '\u202f'
const NBSP = '\u00a0'

/** `Musée : horaires` with the space that holds the sign to its word. Spaces are only ever replaced, never added. */
export const french = (text: string): string =>
  text
    .replace(/[ \u00a0](?=[;:!?](?:\s|$|[)»”]))/g, NNBSP)
    .replace(/« /g, `«${NBSP}`)
    .replace(/ »/g, `${NBSP}»`)

/** The same for HTML: tags and code stay as they are. */
export const frenchHtml = (html: string): string =>
  html
    .split(/(<(?:pre|code)\b[\s\S]*?<\/(?:pre|code)>|<[^>]*>)/)
    .map((part, index) => (index % 2 === 0 ? french(part) : part))
    .join('')

/** The first words of our renderer's HTML, for places that take no HTML. */
export const plainText = (html: string, max: number): string => {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim()
  if (text.length <= max) return text
  const cut = text.slice(0, max - 1)
  const end = cut.lastIndexOf(' ')
  return `${cut.slice(0, end > max / 2 ? end : max - 1).trimEnd()}…`
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
