import { newDataDir, removeDataDir, runServer } from '../e2e/run-server.ts'

export interface Demo {
  url: string
  key: string
}

/** Runs `measure` against the demo's server, in a process of its own, then prints its results as one line of JSON. */
export const withDemo = async (measure: (demo: Demo) => Promise<object>): Promise<void> => {
  const dataDir = newDataDir()
  const server = await runServer(dataDir, {}, ['--demo'])
  try {
    const key = /API key of Camille: (\S+)/.exec(server.output())?.[1] ?? ''
    console.log(JSON.stringify(await measure({ url: server.url, key })))
  } finally {
    await server.end('SIGTERM')
    removeDataDir(dataDir)
  }
}
