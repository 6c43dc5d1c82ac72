import { networkFailure, placeOf } from '../failures.ts'
import { SourceFailure, type SeenObject } from '../model.ts'
import { folderOf, keyOfUrl, linksOf, urlOfKey } from './addresses.rules.ts'
import { askSite, type Site } from './ask-site.ts'
import { elsewhereFailure, notAPage, statusFailure } from './failure.ts'

const MAX_PAGE_BYTES = 64 * 1024 * 1024
const MAX_LINKS = 200_000
const MAX_DEPTH = 20

/** The files that a page leads to, and those of its folders: what is below it, on the same site, each once. */
export async function* walkPages(site: Site, first: URL): AsyncGenerator<SeenObject> {
  const top = folderOf(first)
  const pages = [first]
  const known = new Set([first.href, top.href])
  for (let url = pages.pop(); url; url = pages.pop()) {
    for (const link of await linksIn(site, url)) {
      const key = keyOfUrl(link, top)
      if (key === undefined) continue
      const isFolder = link.pathname.endsWith('/')
      const { href } = isFolder ? new URL(`${urlOfKey(key, top).href}/`) : urlOfKey(key, top)
      if (known.has(href) || key.split('/').length > MAX_DEPTH) continue
      if (known.size > MAX_LINKS) throw tooManyLinks(url)
      known.add(href)
      if (isFolder) pages.push(new URL(href))
      else yield { key, sizeBytes: null, modifiedAt: null, etag: null, versionId: null }
    }
  }
}

const linksIn = async (site: Site, url: URL): Promise<URL[]> => {
  const answer = await askSite(site, url, { maxBytes: MAX_PAGE_BYTES })
  const { status, headers } = answer
  try {
    if (status !== 200) throw statusFailure(status, url)
    const final = new URL(answer.url)
    if (final.origin !== url.origin) throw elsewhereFailure(url, answer.url)
    if (!/html/i.test(headers['content-type'] ?? '')) throw notAPage(url)
    const chunks: Uint8Array[] = []
    for await (const chunk of answer.body) chunks.push(chunk)
    const links = linksOf(Buffer.concat(chunks).toString())
    return links.flatMap((link) => URL.parse(link, final.href) ?? [])
  } catch (error) {
    throw networkFailure(error, placeOf(url))
  } finally {
    answer.discard()
  }
}

const tooManyLinks = (url: URL): SourceFailure =>
  new SourceFailure('too_large', {
    fr: `« ${url.host} » a plus de ${MAX_LINKS} liens sous cette adresse : la liste n’a pas été lue jusqu’au bout. Donnez l’adresse d’un dossier plus petit.`,
    en: `“${url.host}” has more than ${MAX_LINKS} links below this address: the list was not read to its end. Give the address of a smaller folder.`,
  })
