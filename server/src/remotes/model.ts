/** Another server of udata's API, and the key that it gave us. */
export interface RemoteServer {
  /** Without a final slash. */
  server: string
  apiKey: string | null
}

/** Which datasets: those of an organization (id or slug), with a tag, of a topic (id or slug). */
export interface Perimeter {
  by: 'organization' | 'tag' | 'topic'
  value: string
}

/** Whose key it is. */
export interface RemoteAccount {
  id: string
  name: string
  organizations: { id: string; name: string }[]
}

/** A dataset as the other server tells it (udata-api.md §2.1.3); what it doesn't say is null or empty. */
export interface RemoteDataset {
  id: string
  title: string
  acronym: string | null
  description: string
  descriptionShort: string | null
  license: string | null
  frequency: string | null
  tags: string[]
  /** Days, `2024-01-31`, as they came. */
  temporalCoverage: { start: string; end: string | null } | null
  spatial: { zones: string[]; granularity: string | null; geom: unknown } | null
  accessType: string | null
  access: {
    audiences: { role: string; condition: string }[]
    authorizationRequestUrl: string | null
    reasonCategory: string | null
    reason: string | null
  }
  private: boolean
  archived: boolean
  deleted: boolean
  organization: { id: string; slug: string | null; name: string } | null
  /** Its page for people. */
  page: string | null
  lastModified: string | null
  /** Whether this key may change its files; null: the server doesn't say. */
  mayEdit: boolean | null
  resources: RemoteFile[]
}

/** One of its files or links (udata-api.md §2.2.1). */
export interface RemoteFile {
  id: string
  title: string
  description: string | null
  type: string
  /** A file that the server holds, rather than a link. */
  hosted: boolean
  format: string | null
  mime: string | null
  url: string
  /** The address that never changes. */
  latest: string | null
  /** `sha1`, `sha256`… and its value in hexadecimal. */
  checksum: { type: string; value: string } | null
  sizeBytes: number | null
  schema: { name: string | null; version: string | null; url: string | null } | null
  lastModified: string | null
}

/** A file to be sent. */
export interface Upload {
  datasetId: string
  /** Null: a new resource of the dataset. */
  resourceId: string | null
  /** Of the resource when it is there: one of this title and these bytes is what an earlier try made. Null: as the file. */
  title: string | null
  fileName: string
  sizeBytes: number
  sha1: string
  /** Its bytes, asked for only when they have to be sent. */
  open: () => Promise<AsyncIterable<Uint8Array>>
  /** Of a new resource, any text: the same at every try of it (`Idempotency-Key`). */
  key: string
  /** Told the number of bytes sent so far, and waited for; may throw to give up. */
  onProgress?: (bytesSent: number) => Promise<void> | void
}

/** `unchanged`: the very bytes were there already. */
export interface Uploaded {
  outcome: 'published' | 'unchanged'
  resource: RemoteFile
}

/** What to write of a resource; absent keys keep their value. */
export interface Words {
  title?: string
  description?: string | null
  type?: string
}

/** Every method throws `RemoteFailure`. */
export interface Remote {
  server: string
  /** Whose key it is: tells whether it works. */
  getMe(): Promise<RemoteAccount>
  getDataset(id: string): Promise<RemoteDataset>
  /** What a perimeter is called there, and how many datasets this key sees in it. */
  describePerimeter(perimeter: Perimeter): Promise<{ name: string; total: number }>
  /** A page at a time, the oldest first. With a key, also what only its owner sees: private, archived, deleted. */
  listDatasets(perimeter: Perimeter): AsyncIterable<RemoteDataset[]>
  /**
   * Sends a file, and verifies what the server stored by its checksum. Harmless to repeat: what an earlier try
   * published is found again, also when its answer never came.
   */
  uploadResource(upload: Upload): Promise<Uploaded>
  describeResource(datasetId: string, resourceId: string, words: Words): Promise<RemoteFile>
}
