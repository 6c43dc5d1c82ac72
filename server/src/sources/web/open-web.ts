import { patienceOf, type SourceDeps } from '../deps.ts'
import { staysBelow } from '../file-names.rules.ts'
import type { Secrets, SeenObject, Source, WebSpec } from '../model.ts'
import { fileNameOf, folderOf, urlOfKey } from './addresses.rules.ts'
import { askSite, seenOf, type Site } from './ask-site.ts'
import { notAnAddress, statusFailure } from './failure.ts'
import { readFile } from './read-file.ts'
import { walkPages } from './walk-pages.ts'

/** A file of the web, or the files that a page leads to. */
export const openWeb = async (spec: WebSpec, secrets: Secrets, deps: SourceDeps): Promise<Source> => {
  const url = addressOf(spec.url)
  const site: Site = { outgoing: deps.outgoing, origin: url.origin, secrets, patience: patienceOf(deps) }
  if (!spec.index) return openFile(site, url)
  const urlOf = (key: string) => urlOfKey(key, folderOf(url))
  return {
    list: () => walkPages(site, url),
    look: async (key) => (staysBelow(key) ? look(site, urlOf(key), key) : undefined),
    read: (seen, offset) => readFile(site, urlOf(seen.key), seen, offset),
    close: async () => {},
  }
}

const addressOf = (text: string): URL => {
  const url = URL.parse(text.trim())
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw notAnAddress(text)
}

const openFile = (site: Site, url: URL): Source => {
  const name = fileNameOf(url)
  return {
    list: async function* () {
      const seen = await look(site, url, name)
      if (!seen) throw statusFailure(404, url)
      yield seen
    },
    look: async (key) => (key === name ? look(site, url, key) : undefined),
    read: (seen, offset) => readFile(site, url, seen, offset),
    close: async () => {},
  }
}

const look = async (site: Site, url: URL, key: string): Promise<SeenObject | undefined> => {
  let answer = await askSite(site, url, { method: 'HEAD' })
  // Some sites only know GET; what it brings isn't read.
  if ([400, 405, 501].includes(answer.status)) {
    answer.discard()
    answer = await askSite(site, url, { isFile: true })
  }
  answer.discard()
  if (answer.status === 404 || answer.status === 410) return undefined
  if (answer.status !== 200) throw statusFailure(answer.status, url)
  return seenOf(key, answer)
}
