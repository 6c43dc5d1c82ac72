import { errorOf, networkError } from './errors.ts'
import { addressOf, parse } from './request.ts'
import type { UploadedResource } from './types.ts'

export type SendOptions = { onProgress?: (loaded: number, total: number) => void; signal?: AbortSignal }

/** Sends one file as the part `file`. `fetch` cannot tell how much has left: hence XMLHttpRequest. */
export const sendFile = <T = UploadedResource>(path: string, file: File, options: SendOptions = {}): Promise<T> =>
  new Promise((resolve, reject) => {
    const { signal, onProgress } = options
    const aborted = (): DOMException => new DOMException('Envoi annulé.', 'AbortError')
    if (signal?.aborted) return reject(aborted())
    const xhr = new XMLHttpRequest()
    const abort = (): void => xhr.abort()
    const body = new FormData()
    body.append('file', file, file.name)
    xhr.open('POST', addressOf(path))
    xhr.setRequestHeader('accept', 'application/json')
    xhr.upload.onprogress = (event) => onProgress?.(event.loaded, event.total)
    xhr.onload = () => {
      const answer = parse(xhr.responseText)
      if (xhr.status >= 200 && xhr.status < 300) resolve(answer as T)
      else reject(errorOf(xhr.status, answer))
    }
    xhr.onerror = () => reject(networkError())
    xhr.onabort = () => reject(aborted())
    xhr.onloadend = () => signal?.removeEventListener('abort', abort)
    signal?.addEventListener('abort', abort)
    xhr.send(body)
  })
