import type { FlowPage } from '@cimaise/client'

const MOST_PAGES = 20

/** Every page of a list, for those that people want whole. */
export const allPages = async <T>(read: (page: number) => Promise<FlowPage<T>>): Promise<T[]> => {
  const first = await read(1)
  const pages = Math.min(MOST_PAGES, Math.ceil(first.total / Math.max(1, first.page_size)))
  const others = await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => read(index + 2)))
  return [first, ...others].flatMap(({ data }) => data)
}
