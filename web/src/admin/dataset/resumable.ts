// tus 1.0 with what the browser remembers of an upload: a page closed and opened again goes on with the same file.
import { DetailedError, Upload } from 'tus-js-client'
import { ApiError } from '@cimaise/client'
import { sendingWords as w } from './sending-words.ts'

export type ResumableOptions = {
  dataset: string
  resource: string | null
  signal: AbortSignal
  onProgress: (loaded: number, total: number) => void
  /** The connection is lost; the next progress says that it is back. */
  onCut: () => void
}

/** A smaller file is sent whole again as fast as its upload is found again. */
export const RESUMABLE_BYTES = 5_000_000

/** About twenty minutes in all; begins again each time that bytes go through. */
const PAUSES = [0, 1_000, 2_000, 4_000, 8_000, 15_000, ...Array.from({ length: 40 }, () => 30_000)]

/** Proxies often hold a request back until they have it whole: progress would be theirs. */
const PIECE_BYTES = 50_000_000

/** Sends a file through cuts and restarts of the server; the id of its upload, whole. Throws `ApiError`, `AbortError`. */
export const sendResumable = (file: File, options: ResumableOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    const { dataset, resource, signal, onProgress, onCut } = options
    const upload = new Upload(file, {
      endpoint: new URL('/api/1/uploads/', location.href).href,
      metadata: { filename: file.name, dataset, ...(resource ? { resource } : {}) },
      chunkSize: PIECE_BYTES,
      retryDelays: PAUSES,
      removeFingerprintOnSuccess: true,
      onProgress,
      onShouldRetry: (error) => {
        const retry = isPassing(error.originalResponse?.getStatus() ?? 0)
        if (retry) onCut()
        return retry
      },
      onSuccess: () => {
        signal.removeEventListener('abort', giveUp)
        resolve(idOf(upload.url ?? ''))
      },
      onError: (error) => reject(failureOf(error)),
    })
    // Given up by the person: what arrived is of no use any more.
    const giveUp = (): void => {
      void upload.abort(true).catch(() => undefined)
      reject(new DOMException(w.stopped, 'AbortError'))
    }
    signal.addEventListener('abort', giveUp, { once: true })
    void begin(upload, signal)
  })

const begin = async (upload: Upload, signal: AbortSignal): Promise<void> => {
  // A browser that remembers nothing for us begins again.
  const [previous] = await upload.findPreviousUploads().catch(() => [])
  if (previous) upload.resumeFromPreviousUpload(previous)
  if (!signal.aborted) upload.start()
}

/** Tries again until the server answers, whatever its answer: for calls that may be made twice. */
export const throughCuts = async <T>(
  call: () => Promise<T>,
  { signal, onCut }: Pick<ResumableOptions, 'signal' | 'onCut'>,
): Promise<T> => {
  for (const pause of PAUSES) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ApiError) || !isPassing(error.status) || signal.aborted) throw error
      onCut()
      await new Promise((resolve) => setTimeout(resolve, Math.max(500, pause)))
      signal.throwIfAborted()
    }
  }
  return call()
}

/** No answer, a proxy without its server, or another tab that sends the same file. */
const isPassing = (status: number): boolean => [0, 409, 423, 429, 502, 503, 504].includes(status)

const idOf = (url: string): string => url.split('/').filter(Boolean).at(-1) ?? ''

const failureOf = (error: Error | DetailedError): ApiError => {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (!response) return new ApiError(0, w.silent)
  const { message } = parsed(response.getBody())
  return new ApiError(response.getStatus(), message ?? w.refused)
}

const parsed = (body: string): { message?: string } => {
  try {
    return JSON.parse(body) as { message?: string }
  } catch {
    return {}
  }
}
