import { errorOf, networkError } from './errors.ts'
import { addressOf, givenTransport, parse, type Transport } from './request.ts'
import type { UploadedResource } from './types.ts'

export type SendOptions = { onProgress?: (loaded: number, total: number) => void; signal?: AbortSignal }

/** Sends one file as the part `file`; `onProgress` is a page's only. */
export const sendFile = <T = UploadedResource>(path: string, file: File, options: SendOptions = {}): Promise<T> => {
  const transport = givenTransport()
  return transport ? sendBy<T>(transport, path, file, options) : sendFromPage<T>(path, file, options)
}

const formOf = (file: File): FormData => {
  const form = new FormData()
  form.append('file', file, file.name)
  return form
}

const sendBy = async <T>(transport: Transport, path: string, file: File, { signal }: SendOptions): Promise<T> => {
  const headers = { accept: 'application/json' }
  const response = await transport(addressOf(path), { method: 'POST', headers, body: formOf(file), signal })
  const answer = parse(await response.text())
  if (!response.ok) throw errorOf(response.status, answer)
  return answer as T
}

/** `fetch` cannot tell how much has left: hence XMLHttpRequest. */
const sendFromPage = <T>(path: string, file: File, options: SendOptions): Promise<T> =>
  new Promise((resolve, reject) => {
    const { signal, onProgress } = options
    const aborted = (): DOMException => new DOMException('Envoi annulé.', 'AbortError')
    if (signal?.aborted) return reject(aborted())
    const xhr = new XMLHttpRequest()
    const abort = (): void => xhr.abort()
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
    xhr.send(formOf(file))
  })
