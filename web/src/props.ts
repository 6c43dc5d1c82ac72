/**
 * What the server hands to each public page: raw values, in ISO dates and bytes. Words, dates and sizes are
 * written by the page. The server imports these types and nothing else of this workspace but `render`.
 */

/** What every page knows of the portal it belongs to. */
export interface PortalProps {
  /** Name in the header and in titles, for example « Cimaise ». */
  name: string
  tagline: string
  /** Absolute address of the portal, without a final slash. */
  baseUrl: string
  /** Absolute address of the current page. */
  pageUrl: string
}

export interface ProducerProps {
  name: string
  href: string | null
}

/** `late`: the frequency promised an update that did not come. `null`: no promise was made. */
export type Freshness = 'fresh' | 'late' | null

export interface DatasetCardProps {
  title: string
  href: string
  producer: ProducerProps | null
  /** Plain text, at most 200 characters. */
  summary: string
  lastUpdate: string
  freshness: Freshness
  /** Lower-case formats, each once, for example `['csv', 'json']`. */
  formats: string[]
  fileCount: number
}

export interface HomePageProps {
  portal: PortalProps
  figures: { datasets: number; files: number; organizations: number; rows: number }
  latest: DatasetCardProps[]
}

export interface DatasetsPageProps {
  portal: PortalProps
  query: string
  /** `relevance` is offered only with a query. */
  sort: 'relevance' | 'last_update' | 'title'
  tag: string | null
  datasets: DatasetCardProps[]
  total: number
  page: number
  pageCount: number
}

export interface ColumnProps {
  name: string
  type: 'text' | 'integer' | 'number' | 'date' | 'datetime' | 'boolean'
}

export interface PreviewProps {
  columns: ColumnProps[]
  /** At most 20 rows; a missing cell is null. */
  rows: (string | null)[][]
  rowCount: number
}

export interface VersionProps {
  number: number
  href: string
  fileName: string
  sizeBytes: number
  createdAt: string
}

export type ResourceType = 'main' | 'documentation' | 'update' | 'api' | 'code' | 'other'

export interface FileProps {
  id: string
  title: string
  descriptionHtml: string | null
  type: ResourceType
  filetype: 'file' | 'remote'
  /** Stable address: always the current file, or the link itself. */
  href: string
  fileName: string | null
  format: string | null
  sizeBytes: number | null
  updatedAt: string
  preview: PreviewProps | null
  /** Why there is no table, in one French sentence, when one was to be expected. */
  previewProblem: string | null
  /** Newest first; empty for a link. */
  versions: VersionProps[]
  /** Of a link; null for a file, and before the first visit. */
  linkState: LinkStateProps | null
  /** Of a file that a flow keeps up to date. */
  fedBy: FedByProps | null
}

/** How a flow feeds a file. */
export interface FedByProps {
  lastChangeAt: string | null
  /** Null when none is planned: on event, paused. */
  nextRunAt: string | null
  /** Since when something was to come and didn't. */
  lateSince: string | null
}

/** Whether a link answered when it was last visited. */
export interface LinkStateProps {
  available: boolean
  checkedAt: string
  downSince: string | null
  /** What the site answered; null: nothing. */
  status: number | null
}

export interface DatasetPageProps {
  portal: PortalProps
  dataset: {
    id: string
    title: string
    acronym: string | null
    summary: string | null
    descriptionHtml: string
    producer: ProducerProps | null
    license: { title: string; url: string | null } | null
    /** udata's frequency id and its French label. */
    frequency: { id: string; label: string }
    freshness: Freshness
    lastUpdate: string
    createdAt: string
    tags: string[]
    temporalCoverage: { start: string; end: string | null } | null
    spatial: { zones: string[]; granularity: string | null } | null
    private: boolean
    archived: boolean
    apiUrl: string
    changesHref: string
    /** Present only when the caller may edit. */
    editHref: string | null
  }
  /** In udata's order of types; empty groups are left out. */
  groups: { type: ResourceType; files: FileProps[] }[]
}

export interface ChangesPageProps {
  portal: PortalProps
  dataset: { title: string; href: string; private: boolean }
  feedHref: string
  /** Newest first. */
  changes: {
    kind: 'added' | 'replaced' | 'restored'
    title: string
    number: number
    at: string
    href: string
    fileName: string
    sizeBytes: number
    author: string | null
    reason: string | null
    restoredFrom: number | null
    /** Why its bytes are gone, when they are. */
    purgedReason: string | null
  }[]
  page: number
  pageCount: number
}

export interface OrganizationPageProps {
  portal: PortalProps
  organization: {
    id: string
    name: string
    acronym: string | null
    descriptionHtml: string
    url: string | null
    createdAt: string
  }
  datasets: DatasetCardProps[]
  total: number
  page: number
  pageCount: number
}

export interface ErrorPageProps {
  portal: PortalProps
  status: 400 | 403 | 404 | 410 | 500 | 503
  /** A French sentence for people, when there is more to say than the status does. */
  message: string | null
}

/** The document that carries the back-office application; it draws itself in the browser. */
export interface AdminPageProps {
  lang: 'fr' | 'en'
  portal: PortalProps
}

/** Asks a person whether a site or a program may act for them. The only page in two languages. */
export interface ConsentPageProps {
  portal: PortalProps
  lang: 'fr' | 'en'
  /** Its name, and the host that people are sent back to. */
  client: { name: string; destination: string }
  scopes: ('default' | 'admin')[]
  /** Who is signed in. */
  person: string
  /** Where the answer is posted: a path of ours. */
  action: string
}

/** The type of a value, as the API's documents say it. */
export interface ApiTypeProps {
  kind: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'any'
  /** The model that describes it, when it has a name. */
  model: string | null
  many: boolean
  nullable: boolean
  choices: string[]
  /** The names of what is in it, of an object without a model. */
  keys: string[]
  /** When it is of several types. */
  among: ApiTypeProps[]
}

export interface ApiFieldProps {
  name: string
  type: ApiTypeProps
  required: boolean
  /** In English, as in the documents. */
  description: string | null
}

export interface ApiParameterProps extends ApiFieldProps {
  place: 'path' | 'query' | 'header'
}

export interface ApiOperationProps {
  /** Unique in the page: its anchor. */
  id: string
  method: string
  path: string
  summary: string
  access: 'everybody' | 'signed-in' | 'site-admin'
  parameters: ApiParameterProps[]
  /** `free`: JSON of any shape. */
  body: { fields: ApiFieldProps[]; takesFile: boolean; free: boolean }
  answer: { status: number; type: ApiTypeProps | null; mediaType: string | null }
  curl: string
}

export interface ApiPageProps {
  portal: PortalProps
  query: string
  total: number
  /** False: operations are links to the whole page. */
  whole: boolean
  sections: { surface: 'v1' | 'v2' | 'own'; groups: { tag: string; operations: ApiOperationProps[] }[] }[]
  models: { name: string; fields: ApiFieldProps[] }[]
}

/** Page name → props. */
export interface Pages {
  home: HomePageProps
  datasets: DatasetsPageProps
  dataset: DatasetPageProps
  changes: ChangesPageProps
  organization: OrganizationPageProps
  error: ErrorPageProps
  admin: AdminPageProps
  consent: ConsentPageProps
  api: ApiPageProps
}

/** The door of the built bundle `web/dist/server/render.js`: a whole HTML document. */
export type Render = <P extends keyof Pages>(page: P, props: Pages[P]) => Promise<string>
