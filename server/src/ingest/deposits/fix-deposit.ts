import { createReadStream } from 'node:fs'
import type { Actor } from '../../lib/actor.ts'
import { Conflict, Invalid } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { FileFix, Fix } from '../../analysis/index.ts'
import { getEditableDataset } from '../../catalog/index.ts'
import type { DepositDeps } from '../deposit-file.ts'
import { judgeFileName } from '../first-look.rules.ts'
import type { Deposit } from './model.ts'
import { updateBytes } from './store.ts'

/**
 * Makes the deposit anew of its original bytes and these fixes, the whole list of them; an empty list goes back to the
 * original. The file that came is never touched, and both are kept while the deposit waits. Throws `Forbidden`,
 * `Conflict` when it is published already or takes too much, `Invalid` for a fix that isn't possible, `TooLarge`.
 */
export const fixDeposit = async (deps: DepositDeps, actor: Actor, deposit: Deposit, fixes: Fix[]): Promise<Deposit> => {
  await getEditableDataset(deps.db, actor, deposit.datasetId)
  if (deposit.published) throw new Conflict(NOT_WAITING)
  const onFile = fixes.map(asFileFix)
  const fixed =
    onFile.length > 0 ? await makeFixed(deps, deposit, onFile) : { ...deposit, ...deposit.original, applied: [] }
  const made = { ...fixed, fixes: onFile }
  if (!(await updateBytes(deps.db, made))) throw new Conflict(NOT_WAITING)
  return made
}

const makeFixed = async (
  { blobs, inspector, maxUploadBytes }: DepositDeps,
  deposit: Deposit,
  fixes: FileFix[],
): Promise<Deposit> => {
  const { original } = deposit
  const file = { ...original, path: await blobs.localPath(original.sha256) }
  return inspector.fix(file, fixes, async ({ fileName, applied }, path) => {
    const bytes = path === null ? original : await blobs.write(createReadStream(path), { maxBytes: maxUploadBytes })
    return { ...deposit, ...bytes, fileName: judgeFileName(fileName), applied }
  })
}

/** Names are judged before the work; metadata are fixed where they are. */
const asFileFix = (fix: Fix): FileFix => {
  if (fix.action === 'edit_metadata') throw new Invalid(NOT_OF_THE_FILE)
  return fix.action === 'rename_file' ? { ...fix, fileName: judgeFileName(fix.fileName) } : fix
}

const NOT_WAITING: Text = {
  fr: 'Ce dépôt est déjà publié ou abandonné : déposez de nouveau le fichier pour le corriger.',
  en: 'This deposit is published or given up already: deposit the file again to fix it.',
}
const NOT_OF_THE_FILE: Text = {
  fr: 'Les métadonnées ne sont pas dans le fichier : modifiez-les par PUT /api/1/datasets/{jeu}/ ou …/resources/{fichier}/.',
  en: 'Metadata are not in the file: edit them with PUT /api/1/datasets/{dataset}/ or …/resources/{resource}/.',
}
