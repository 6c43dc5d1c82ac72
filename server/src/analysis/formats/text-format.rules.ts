import { isHtml, withoutProlog } from './html.rules.ts'
import { jsonFormat } from './json-start.rules.ts'

/** The format of a text whose structure shows from its first characters; null for the rest, delimited tables included. */
export const structuredTextFormat = (start: string, complete: boolean): string | null => {
  if (isHtml(start)) return 'html'
  return xmlFormat(start) ?? jsonFormat(start, complete)
}

/** A regular separator makes a table of any text, except under a name that announces another sort of text. */
export const mayBeTable = (fileName: string): boolean => !OTHER_TEXT.test(fileName)

/** Under these names, even a text of one column is a table. */
export const isNamedTable = (fileName: string): boolean => /\.(csv|tsv|tab)$/i.test(fileName)

const OTHER_TEXT =
  /\.(json|geojson|ndjson|jsonl|xml|html?|md|rst|ya?ml|toml|ini|log|sql|js|ts|py|r|sh|css|tex|rtf|ics|ttl|nt)$/i

const xmlFormat = (start: string): string | null => {
  const declared = /^\s*<\?xml\s/.test(start.replace(/^\ufeff/, ''))
  const root = /^<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s>/]|$)/.exec(withoutDoctype(withoutProlog(start)))
  if (!root) return declared ? 'xml' : null
  const [, prefix, name = ''] = root
  if (name === 'FeatureCollection' && prefix) return 'gml'
  return ROOTS[name] ?? (declared || /<\/[\w.:-]+\s*>|\/>/.test(start) ? 'xml' : null)
}

const withoutDoctype = (text: string): string => withoutProlog(text.replace(/^<!DOCTYPE[^>[]*(\[[^\]]*\]\s*)?>/i, ''))

const ROOTS: Record<string, string> = { svg: 'svg', kml: 'kml', gpx: 'gpx', RDF: 'rdf', rss: 'rss', feed: 'atom' }
