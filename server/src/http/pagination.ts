import type { FastifyRequest } from 'fastify'
import { Invalid, NotFound, type FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'

export interface Page {
  page: number
  pageSize: number
}

/** `page` and `page_size` of a request: integers from 1, 400 otherwise (udata-api.md §1.4). */
export const readPage = (request: FastifyRequest, defaultSize = 20): Page => {
  const query = request.query as Record<string, unknown>
  const fields: FieldErrors = {}
  const page = positive(query.page, 1)
  const pageSize = positive(query.page_size, defaultSize)
  if (page === undefined) fields.page = [NOT_POSITIVE]
  if (pageSize === undefined) fields.page_size = [NOT_POSITIVE]
  if (page === undefined || pageSize === undefined) throw new Invalid(QUERY_FAILED, fields)
  return { page, pageSize }
}

/** udata's envelope; the links keep every parameter of the caller. A page after the last is a 404, unless `emptyPages`. */
export const presentPage = <T>(
  request: FastifyRequest,
  baseUrl: string,
  { page, pageSize }: Page,
  total: number,
  data: T[],
  options: { emptyPages?: boolean } = {},
) => {
  if (page > 1 && data.length === 0 && !options.emptyPages) throw new NotFound()
  const link = (to: number): string => {
    const url = new URL(baseUrl + request.url)
    url.searchParams.set('page', String(to))
    return url.href
  }
  return {
    data,
    page,
    page_size: pageSize,
    total,
    next_page: page * pageSize < total ? link(page + 1) : null,
    previous_page: page > 1 ? link(page - 1) : null,
  }
}

/** A message of udata's that its clients show as it is (udata-api.md §1.5). */
export const QUERY_FAILED: Text = { fr: 'Input payload validation failed', en: 'Input payload validation failed' }

const NOT_POSITIVE: Text = { fr: 'Un nombre entier à partir de 1 est attendu.', en: 'Expecting an integer from 1.' }

const positive = (value: unknown, fallback: number): number | undefined => {
  if (value === undefined || value === '') return fallback
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}
