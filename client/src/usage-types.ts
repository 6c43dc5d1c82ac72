/** How often pages were read and files downloaded. */
export type Usage = { views: number; downloads: number }
/** `2026-11`, or `2026-11-28`. */
export type PeriodUsage = Usage & { period: string }
export type Statistics = Usage & { from: string; to: string; by: 'day' | 'month'; periods: PeriodUsage[] }
export type DatasetStatistics = Statistics & { resources: { id: string; title: string; downloads: number }[] }
export type OrganizationStatistics = Statistics & {
  page_views: number
  datasets: (Usage & { id: string; title: string; slug: string; private: boolean })[]
}
/** Days or months, both in it. */
export type StatisticsRange = { from?: string; to?: string; by?: 'day' | 'month' }
