import type { Dataset } from '../catalog/index.ts'

/** What was read or downloaded: a page of one of these, or a file. */
export interface Counted {
  class: 'Dataset' | 'Organization' | 'Reuse' | 'Resource'
  id: string
  /** The dataset that it counts for. */
  datasetId: string | null
}

/** How often, on a day of Paris. */
export interface DayCount extends Counted {
  /** `2026-11-28`. */
  day: string
  n: number
}

export const STEPS = ['day', 'month'] as const
export type Step = (typeof STEPS)[number]

/** From a day to another, both in it. */
export interface Range {
  from: string
  to: string
  by: Step
}

export interface Usage {
  views: number
  downloads: number
}

/** `2026-11`, or `2026-11-28`. */
export interface PeriodUsage extends Usage {
  period: string
}

export interface Statistics {
  range: Range
  total: Usage
  /** Every period of the range, those without anything too. */
  periods: PeriodUsage[]
}

export interface DatasetStatistics extends Statistics {
  dataset: Dataset
  files: { id: string; title: string; downloads: number }[]
}

export interface OrganizationStatistics extends Statistics {
  /** Of its own page, which is no dataset's. */
  pageViews: number
  /** All that the caller may see, by what was most read. */
  datasets: (Usage & { id: string; title: string; slug: string; private: boolean })[]
}
