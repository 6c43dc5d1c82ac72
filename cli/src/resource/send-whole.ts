import { openAsBlob } from 'node:fs'
import { getResource, replaceFile, updateResource, uploadFile } from '@cimaise/client'
import { Refused, Unreachable } from '../connection/failures.ts'
import type { LocalFile, Target } from './send-file.ts'

/** udata gives one of the two addresses. */
export type PublishedFile = {
  latest?: string
  url?: string
  title?: string
  checksum?: { type: string; value: string } | null
}

/** udata's way, in one request, published at once. Its title stays, which udata replaces by the file's name. */
export const sendWhole = async ({ dataset, resource }: Target, file: LocalFile): Promise<PublishedFile> => {
  const title = resource ? await findTitle(dataset, resource) : undefined
  const body = new File([await openAsBlob(file.path)], file.name)
  const published = await (resource ? replaceFile(dataset, resource, body) : uploadFile(dataset, body)).catch(doubt)
  demandSame(file, published)
  if (resource && title && title !== published.title) return updateResource(dataset, resource, { title })
  return published
}

/** None for a file that isn't there: the upload says so. */
const findTitle = (dataset: string, resource: string): Promise<string | undefined> =>
  getResource(dataset, resource).then(
    ({ title }) => title,
    (error: unknown) => {
      if (error instanceof Refused) return undefined
      throw error
    },
  )

/** Sent again, it might be there twice. */
const doubt = (error: unknown): never => {
  if (!(error instanceof Unreachable)) throw error
  throw new Unreachable(
    `${error.message}\nThe file may be there all the same: look with cimaise dataset show before you send it again.`,
  )
}

const demandSame = ({ sha1 }: LocalFile, { checksum }: PublishedFile): void => {
  if (checksum?.type === 'sha1' && checksum.value !== sha1)
    throw new Refused(200, `The server published another file: sha1 sent ${sha1}, published ${checksum.value}.`)
}
