export type DeskKind =
  | 'flow_failing'
  | 'held'
  | 'deposit'
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
export type Desk = { total: number; counts: Record<DeskKind, number>; tasks: DeskTask[]; week: DeskWeek }
