// One renderer of people's Markdown for the whole product; raw HTML is off, so nothing of theirs runs.
import MarkdownIt from 'markdown-it'

const markdown = new MarkdownIt('default', { html: false, linkify: true, breaks: false, typographer: false })

// A page has its own h1 and h2: the highest title of a description becomes an h3, the others follow.
markdown.core.ruler.push('place_headings', (state) => {
  const headings = state.tokens.filter((token) => token.type === 'heading_open' || token.type === 'heading_close')
  const highest = Math.min(...headings.map((token) => Number(token.tag.slice(1))))
  for (const token of headings) token.tag = `h${Math.min(6, Number(token.tag.slice(1)) - highest + 3)}`
})

const openLink = markdown.renderer.rules.link_open
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  tokens[index]?.attrSet('rel', 'nofollow noopener')
  return openLink ? openLink(tokens, index, options, env, self) : self.renderToken(tokens, index, options)
}

/** Safe HTML of a description. Links with a script, and raw HTML, come out as plain text. */
export const renderMarkdown = (text: string): string => markdown.render(text)

/** The first words of a description as plain text, at most `max` characters, cut at a word. */
export const excerptOf = (text: string, max = 200): string => {
  const plain = markdown
    .parse(text, {})
    .flatMap((token) => token.children ?? [])
    .map((token) =>
      token.type === 'softbreak' || token.type === 'hardbreak'
        ? ' '
        : token.type === 'text' || token.type === 'code_inline'
          ? token.content
          : '',
    )
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  if (plain.length <= max) return plain
  const cut = plain.slice(0, max - 1)
  return `${cut.slice(0, cut.lastIndexOf(' ') > max / 2 ? cut.lastIndexOf(' ') : max - 1)}…`
}
