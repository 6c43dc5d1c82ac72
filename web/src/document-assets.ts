/** What Vite says of a file it built: its hashed name, its sheets, what it imports. */
interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

export type Manifest = Record<string, Chunk>

/** The links of a document: the sheet and its font for everybody, the application for the back-office. */
export const assetsOf = (manifest: Manifest, withApplication: boolean): string => {
  const font = Object.values(manifest).find(({ file }) => file.endsWith('.woff2'))
  const preload = font ? `<link rel="preload" href="/${font.file}" as="font" type="font/woff2" crossorigin>` : ''
  if (!withApplication) return preload + sheet(chunkOf(manifest, 'src/theme/neutral/index.css').file)
  const { file, css = [], imports = [] } = chunkOf(manifest, 'src/admin/main.ts')
  const modules = imports.map((name) => `<link rel="modulepreload" href="/${chunkOf(manifest, name).file}">`)
  return [preload, ...css.map(sheet), ...modules, `<script type="module" src="/${file}"></script>`].join('')
}

const sheet = (file: string): string => `<link rel="stylesheet" href="/${file}">`

const chunkOf = (manifest: Manifest, name: string): Chunk => {
  const chunk = manifest[name]
  if (!chunk) throw new Error(`The client build has no ${name}: build it before the server's half`)
  return chunk
}
