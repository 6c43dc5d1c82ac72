import { makeRender } from '../../document.ts'
import type { Pages } from '../../props.ts'

/** Names as Vite writes them in its manifest. */
const manifest = {
  'src/theme/neutral/index.css': { file: 'assets/index-A1.css' },
  'src/admin/main.ts': { file: 'assets/main-B2.js', css: ['assets/main-C3.css'], imports: ['_words.js'] },
  '_words.js': { file: 'assets/words-D4.js' },
  'serif.woff2': { file: 'assets/serif-E5.woff2' },
}

export const render = makeRender(manifest)

/** What a page says and how it is built, read from its markup. */
export const lookAt = async <P extends keyof Pages>(page: P, props: Pages[P]) => {
  const html = await render(page, props)
  const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1] ?? '')
  return {
    html,
    /** Words as they are read: no markup, every space a plain one. */
    text: decode(
      html
        .replace(/^[\s\S]*<body>/, '')
        .replace(INLINE, '')
        .replace(/<[^>]*>/g, ' '),
    ).replace(/\s+/g, ' '),
    headings: all(/<h([1-6])[\s>]/g).map(Number),
    links: all(/<a [^>]*href="([^"]*)"/g).map(decode),
    scripts: all(/<script([^>]*)>/g),
    labelled: all(/<label [^>]*for="([^"]*)"/g),
    /** Fields that people see. */
    fields: all(/<input (?![^>]*type="hidden")[^>]*id="([^"]*)"/g),
    ids: all(/ id="([^"]*)"/g),
    title: decode(all(/<title>([^<]*)<\/title>/g)[0] ?? ''),
    canonical: all(/<link rel="canonical" href="([^"]*)"/g)[0] ?? null,
    jsonLd: JSON.parse(all(/<script type="application\/ld\+json">([^<]*)<\/script>/g)[0] ?? 'null') as Record<
      string,
      unknown
    > | null,
  }
}

/** Markup that does not part words; all other does. */
const INLINE = /<!--.*?-->|<\/?(?:a|b|code|em|path|small|span|strong|svg|time)\b[^>]*>/g

const decode = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
