import { networkFailure, placeOf } from '../failures.ts'
import type { Patience } from '../deps.ts'
import type { Secrets, SeenObject } from '../model.ts'
import type { Outgoing, OutgoingAnswer } from '../../outgoing/index.ts'

/** How a site is asked: by whom, in whose name, how patiently. */
export interface Site {
  outgoing: Outgoing
  /** Where the secrets are for: no other origin gets them. */
  origin: string
  secrets: Secrets
  patience: Patience
}

interface Question {
  method?: 'GET' | 'HEAD'
  headers?: Record<string, string>
  maxBytes?: number
  /** A file: patient as long as bytes come. */
  isFile?: boolean
}

export const askSite = async (site: Site, url: URL, question: Question = {}): Promise<OutgoingAnswer> => {
  const { method, headers, maxBytes = Number.MAX_SAFE_INTEGER, isFile } = question
  const { answerMs, quietMs } = site.patience
  try {
    return await site.outgoing.ask(url.href, {
      method,
      headers: { ...headers, ...(url.origin === site.origin && authorizationOf(site.secrets)) },
      timeoutMs: answerMs,
      ...(isFile && { quietMs }),
      maxBytes,
    })
  } catch (error) {
    throw networkFailure(error, placeOf(url))
  }
}

const authorizationOf = ({ token, username, password }: Secrets): Record<string, string> => {
  if (token) return { authorization: `Bearer ${token}` }
  if (!username && !password) return {}
  return { authorization: `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}` }
}

/** What the headers of an answer say of the file. Packed bytes have another number, and are not to be counted. */
export const seenOf = (key: string, { headers }: OutgoingAnswer, offset = 0): SeenObject => {
  const modified = Date.parse(headers['last-modified'] ?? '')
  return {
    key,
    sizeBytes: isPacked(headers) ? null : sizeOf(headers, offset),
    modifiedAt: Number.isNaN(modified) ? null : new Date(modified),
    etag: headers.etag || null,
    versionId: null,
  }
}

export const isPacked = (headers: Record<string, string>): boolean =>
  !['', 'identity'].includes((headers['content-encoding'] ?? '').trim().toLowerCase())

const sizeOf = (headers: Record<string, string>, offset: number): number | null => {
  const total = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
  if (total !== undefined) return Number(total)
  const length = headers['content-length'] ?? ''
  return /^\d+$/.test(length) ? Number(length) + offset : null
}
