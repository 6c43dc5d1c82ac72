import { getBulkEdit, type BulkEdit } from '@cimaise/client'

const EVERY_MS = 400

/** Waits for the end of an edit, which goes on by itself; `tell` hears how far it is. */
export const followEdit = async (
  organization: string,
  edit: BulkEdit,
  tell: (edit: BulkEdit) => void = () => {},
): Promise<BulkEdit> => {
  let now = edit
  tell(now)
  while (!now.ended_at) {
    await new Promise((done) => setTimeout(done, EVERY_MS))
    now = await getBulkEdit(organization, edit.id)
    tell(now)
  }
  return now
}
