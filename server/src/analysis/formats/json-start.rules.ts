/**
 * `json`, `geojson` or `ndjson` when the text begins as one of them, else null. Only the beginning of a large file is
 * given (`complete` is false): its grammar is checked as far as it goes.
 */
export const jsonFormat = (text: string, complete: boolean): 'json' | 'geojson' | 'ndjson' | null => {
  // GeoJSON text sequences (RFC 8142) have a record separator before each line.
  const source = text
    .replace(/^\ufeff/, '')
    .replaceAll('\x1e', '')
    .trim()
  if (!/^[[{]/.test(source)) return null
  const first = readValue(source)
  if (first === null || (first.cut && complete)) return null
  const rest = source.slice(first.end).trimStart()
  if (rest === '') return isGeoJson(first) ? 'geojson' : 'json'
  const newLine = /^\s*[\r\n]/.test(source.slice(first.end))
  const second = newLine && /^[[{]/.test(rest) ? readValue(rest) : null
  if (!second || (second.cut && complete)) return null
  return isGeoJson(first) ? 'geojson' : 'ndjson'
}

interface Value {
  end: number
  /** The text stops before the value does. */
  cut: boolean
  /** Of the outermost object: its `type`, and its keys seen. */
  type: string | null
  keys: Set<string>
}

/** RFC 7946 §3: `type` may be written after a long list of features, which then lies beyond the beginning. */
const isGeoJson = ({ type, keys, cut }: Value): boolean =>
  type === null ? cut && keys.has('features') : type in GEOJSON && keys.has(GEOJSON[type] ?? '')

const GEOJSON: Record<string, string> = {
  FeatureCollection: 'features',
  Feature: 'geometry',
  GeometryCollection: 'geometries',
  ...Object.fromEntries(
    ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon'].map((type) => [
      type,
      'coordinates',
    ]),
  ),
}

const TOKEN = /[\s]*(?:([{}[\],:])|("[^"\\]*(?:\\.[^"\\]*)*")|(-?\d[\d.eE+-]*|true|false|null))/sy
/** What may be the beginning of a token that the end of the text cuts. */
const CUT_TOKEN = /^\s*("[^"\\]*(?:\\.[^"\\]*)*\\?|-?[\d.eE+-]*|[a-z]{0,4})$/s

/** Reads the first value of a text that begins with `[` or `{`, keeping only a stack; null when it isn't JSON. */
const readValue = (text: string): Value | null => {
  const value: Value = { end: 0, cut: false, type: null, keys: new Set() }
  const stack: string[] = []
  let expected = 'value'
  let key = ''
  TOKEN.lastIndex = 0
  for (;;) {
    const at = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) return CUT_TOKEN.test(text.slice(at)) ? { ...value, end: text.length, cut: true } : null
    const token = match[1] ?? (match[2] ? 'string' : 'literal')
    if (token === 'string' && stack.length === 1 && stack[0] === '{') {
      if (expected.startsWith('key')) value.keys.add((key = String(match[2]).slice(1, -1)))
      else if (key === 'type') value.type = String(match[2]).slice(1, -1)
    }
    const next = nextExpected(expected, token, stack)
    if (next === null) return null
    expected = next
    if (stack.length === 0) return { ...value, end: TOKEN.lastIndex }
  }
}

/** The grammar of RFC 8259 as a table of what may follow; moves the stack of open brackets. */
const nextExpected = (expected: string, token: string, stack: string[]): string | null => {
  const top = stack.at(-1)
  if (token === '}' || token === ']') {
    const may = expected === 'comma' || expected === (token === '}' ? 'key_or_end' : 'value_or_end')
    if (!may || top !== (token === '}' ? '{' : '[')) return null
    stack.pop()
    return 'comma'
  }
  if (expected === 'comma') return token === ',' ? (top === '{' ? 'key' : 'value') : null
  if (expected === 'colon') return token === ':' ? 'value' : null
  if (expected.startsWith('key')) return token === 'string' ? 'colon' : null
  if (token === ',' || token === ':') return null
  if (token !== '{' && token !== '[') return 'comma'
  stack.push(token)
  return token === '{' ? 'key_or_end' : 'value_or_end'
}
