import { createHash } from 'node:crypto'

interface State {
  key: string
  id: string
  /** Null: a mark that it was deleted. */
  body: { size: number; etag: string } | null
  at: string
}

/** The states of each object of a bucket, of which the bytes are in another bucket under the state's id. */
export const createVersions = (bucket: string) => {
  const states: State[] = []
  let isOn = false
  const record = (key: string, body: State['body']): string | undefined => {
    if (!isOn) return undefined
    const id = `v${String(states.length + 1).padStart(4, '0')}`
    states.push({ key, id, body, at: new Date().toISOString() })
    return id
  }
  return {
    start: () => (isOn = true),
    add: (key: string, body: string | Uint8Array): string | undefined =>
      record(key, { size: Buffer.byteLength(body), etag: createHash('md5').update(body).digest('hex') }),
    remove: (key: string): void => void record(key, null),
    /** What S3 says of versions; nothing for another question. */
    answer: (path: string): string | undefined => {
      const url = new URL(path, 'http://bucket')
      if (url.searchParams.has('versioning'))
        return `<VersioningConfiguration>${isOn ? '<Status>Enabled</Status>' : ''}</VersioningConfiguration>`
      if (!url.searchParams.has('versions')) return undefined
      return listing(states, url.searchParams)
    },
    /** Where the bytes of the state that is asked for are. */
    rewrite: (path: string): string => {
      const id = new URL(path, 'http://bucket').searchParams.get('versionId')
      return id === null ? path : `/${bucket}-versions/${id}`
    },
  }
}

const listing = (states: State[], asked: URLSearchParams): string => {
  const prefix = asked.get('prefix') ?? ''
  const size = Number(asked.get('max-keys') ?? 2)
  const all = states.filter(({ key }) => key.startsWith(prefix)).toReversed()
  all.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const marker = asked.get('version-id-marker')
  const start = marker === null ? 0 : all.findIndex(({ id }) => id === marker) + 1
  const page = all.slice(start, start + size)
  const last = page.at(-1)
  const isTruncated = start + size < all.length
  const next =
    isTruncated && last
      ? `<NextKeyMarker>${encodeURIComponent(last.key)}</NextKeyMarker><NextVersionIdMarker>${last.id}</NextVersionIdMarker>`
      : ''
  return `<?xml version="1.0" encoding="UTF-8"?><ListVersionsResult><IsTruncated>${isTruncated}</IsTruncated><EncodingType>url</EncodingType>${next}${page.map(entry).join('')}</ListVersionsResult>`
}

const entry = ({ key, id, body, at }: State): string => {
  const common = `<Key>${encodeURIComponent(key)}</Key><VersionId>${id}</VersionId><LastModified>${at}</LastModified>`
  return body
    ? `<Version>${common}<ETag>&quot;${body.etag}&quot;</ETag><Size>${body.size}</Size></Version>`
    : `<DeleteMarker>${common}</DeleteMarker>`
}
