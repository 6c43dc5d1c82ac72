import type { Actor } from '../lib/actor.ts'
import { AppError, Invalid } from '../lib/errors.ts'
import { demandAgreementOn, getEditableDataset, getResource, type Resource } from '../catalog/index.ts'
import { demandRoom, depositFile, extensionForMime, isAllowedExtension, type DepositDeps } from '../ingest/index.ts'
import { OutgoingFailure, type Outgoing } from '../outgoing/index.ts'
import { lengthIn, mimeIn } from './changes.rules.ts'
import { copiedNameOf } from './copied-name.rules.ts'

export interface CopyDeps extends DepositDeps {
  outgoing: Outgoing
}

/** For the whole file: a slow site is waited for, not for ever. */
const PATIENCE_MS = 30 * 60_000

/**
 * Fetches what is behind a link and makes it a file of this site, with the same id: addresses that people know go on
 * leading to it. It comes in by the same way as any deposit, so a page, an empty answer or a file that is too large is
 * refused, and the link stays. Throws `NotFound`, `Unauthorized`, `Forbidden`, `SecondPersonNeeded`, `Invalid`, `Unsupported`,
 * `TooLarge`, `StorageFull`, `OutgoingFailure`.
 */
export const copyLink = async (
  deps: CopyDeps,
  actor: Actor,
  path: { dataset: string; resource: string },
): Promise<Resource> => {
  const { db, outgoing, maxUploadBytes } = deps
  const dataset = await getEditableDataset(db, actor, path.dataset)
  const link = await getResource(db, dataset, path.resource)
  if (link.filetype === 'file') throw new Invalid(ALREADY_A_FILE)
  await demandAgreementOn(db, actor, dataset)
  const answer = await outgoing.ask(link.url, { timeoutMs: PATIENCE_MS, maxBytes: maxUploadBytes })
  try {
    if (answer.status < 200 || answer.status >= 300) throw answered(answer.status)
    if ((lengthIn(answer.headers) ?? 0) > maxUploadBytes) throw new OutgoingFailure('too_large')
    await demandRoom(deps, dataset, lengthIn(answer.headers) ?? 0)
    const named = { disposition: answer.headers['content-disposition'], url: answer.url }
    const extension = extensionForMime(mimeIn(answer.headers) ?? '') ?? allowedFormat(link.format)
    const { resource } = await depositFile(deps, actor, {
      dataset: dataset.id,
      resourceId: link.id,
      fileName: copiedNameOf(named, isAllowedExtension, extension),
      body: answer.body,
      keepTitle: true,
      reason: `Copie de ${link.url}`.slice(0, 2_000),
    })
    return resource
  } finally {
    answer.discard()
  }
}

const allowedFormat = (format: string | null): string | null =>
  format && isAllowedExtension(`.${format}`) ? format.toLowerCase() : null

const answered = (status: number): AppError => {
  const [fr, en] =
    status === 404 || status === 410
      ? ['le fichier n’y est plus', 'the file is not there any more']
      : status === 401 || status === 403
        ? ['il n’est pas donné à tout le monde', 'it is not given to everybody']
        : ['il n’a pas donné le fichier', 'it did not give the file']
  return new AppError('unreachable', {
    fr: `Le site a répondu ${status} : ${fr}. Corrigez le lien, ou déposez le fichier.`,
    en: `The site answered ${status}: ${en}. Correct the link, or upload the file.`,
  })
}

const ALREADY_A_FILE = {
  fr: 'C’est déjà un fichier de ce site : il n’y a rien à copier.',
  en: 'This already is a file of this site: there is nothing to copy.',
}
