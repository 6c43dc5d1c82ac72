/** Two builds: what browsers load (`dist/client`), then the server's renderer (`dist/server/render.js`). */
import vue from '@vitejs/plugin-vue'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

/** The names that the client build gave to its files, inside the server's bundle: nothing is read at start. */
const clientManifest = (): Plugin => ({
  name: 'client-manifest',
  resolveId: (id) => (id === 'virtual:client-manifest' ? '\0client-manifest' : undefined),
  load: (id) => {
    if (id !== '\0client-manifest') return undefined
    const file = path('./dist/client/.vite/manifest.json')
    return `export default ${existsSync(file) ? readFileSync(file, 'utf8') : '{}'}`
  },
})

export default defineConfig(({ isSsrBuild }) => ({
  root: path('.'),
  plugins: [vue(), clientManifest()],
  build: isSsrBuild
    ? { outDir: path('./dist/server'), emptyOutDir: true, rollupOptions: { output: { entryFileNames: 'render.js' } } }
    : {
        outDir: path('./dist/client'),
        emptyOutDir: true,
        manifest: true,
        assetsInlineLimit: 0,
        rollupOptions: {
          input: [path('./src/theme/neutral/index.css'), path('./src/admin/main.ts')].filter(existsSync),
        },
      },
  // The map's worker is a module of its own.
  worker: { format: 'es' },
  // Without the condition `node`, which would bring Vue's CommonJS builds, template compiler included.
  ssr: { noExternal: true, resolve: { conditions: ['module', 'production'] } },
  // The server's bundle holds Vue itself: without this it would be the development one, several times slower.
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
}))
