export type DeskKind =
  | 'flow_failing'
  | 'held'
  | 'deposit'
  | 'publication'
  | 'request'
  | 'invitation'
  | 'transfer'
  | 'discussion'
  | 'key_expiring'
  | 'flow_late'
  | 'dataset_late'
  | 'link_broken'
/** One thing to do. `until`: when it will be too late. */
export type DeskTask = {
  kind: DeskKind
  id: string
  title: string | null
  since: string
  until: string | null
  dataset: { id: string; title: string } | null
  organization: { id: string; name: string; slug: string } | null
  flow: { id: string; name: string; slug: string } | null
  about: { class: string; id: string; title: string } | null
}
export type DeskWeek = {
  /** Seven, the last is today. */
  days: string[]
  published: number[]
  failed: number[]
  viewed: number[]
  downloaded: number[]
}
export type DeskDataset = {
  id: string
  title: string
  private: boolean
  archived: boolean
  /** Null: nothing was promised. */
  freshness: 'fresh' | 'late' | null
  last_update: string
  organization: { id: string; name: string; slug: string } | null
  resources_count: number
}
export type DeletedDataset = { id: string; title: string; purge_at: string | null }
export type Desk = {
  total: number
  counts: Record<DeskKind, number>
  tasks: DeskTask[]
  week: DeskWeek
  datasets: { total: number; latest: DeskDataset[] }
  deleted: DeletedDataset[]
}
