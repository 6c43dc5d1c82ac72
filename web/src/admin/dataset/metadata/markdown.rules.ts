export type Mark = 'bold' | 'italic' | 'title' | 'list' | 'link'

type Edited = { text: string; start: number; end: number }

/** The text with a mark put on what is selected, or taken off; and what is selected then. */
export const edited = (mark: Mark, text: string, start: number, end: number, linkText: string): Edited => {
  if (mark === 'bold') return around(text, start, end, '**')
  if (mark === 'italic') return around(text, start, end, '_')
  if (mark === 'title') return atLines(text, start, end, '## ')
  if (mark === 'list') return atLines(text, start, end, '- ')
  const words = text.slice(start, end) || linkText
  const link = `[${words}](https://)`
  // The address is what comes next to be typed.
  const address = start + words.length + 3
  return { text: text.slice(0, start) + link + text.slice(end), start: address, end: address + 'https://'.length }
}

const around = (text: string, start: number, end: number, sign: string): Edited => {
  const n = sign.length
  const isMarked = text.slice(start - n, start) === sign && text.slice(end, end + n) === sign
  const inside = text.slice(start, end)
  return isMarked
    ? { text: text.slice(0, start - n) + inside + text.slice(end + n), start: start - n, end: end - n }
    : { text: text.slice(0, start) + sign + inside + sign + text.slice(end), start: start + n, end: end + n }
}

const atLines = (text: string, start: number, end: number, sign: string): Edited => {
  const first = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(first, end).split('\n')
  const isMarked = lines.every((line) => line.startsWith(sign))
  const marked = lines.map((line) => (isMarked ? line.slice(sign.length) : sign + line)).join('\n')
  return { text: text.slice(0, first) + marked + text.slice(end), start: first, end: first + marked.length }
}
