#!/usr/bin/env node
/** What `npm pack` puts in the package: the command and all it needs in one file, for a plain Node 20. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

await build({
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
    minify: false,
    license: { fileName: 'LICENSES-OF-PARTS.md' },
  },
})
