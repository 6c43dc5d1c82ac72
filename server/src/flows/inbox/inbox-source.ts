import type { Db } from '../../db/index.ts'
import { SourceFailure, type SeenObject, type Source } from '../../sources/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { selectDrop, selectDrops, type Drop } from './store.drops.ts'

const PAGE = 500

/** Files that somebody dropped at the flow's address, as any other source gives its own. */
export const openInbox = ({ db, blobs }: { db: Db; blobs: BlobStore }, flowId: string): Source => ({
  async *list() {
    for (let after = '', page: Drop[] = []; ; after = page.at(-1)?.key ?? '') {
      page = await selectDrops(db, flowId, after, PAGE)
      yield* page.map(seenOf)
      if (page.length < PAGE) return
    }
  },
  look: async (key) => {
    const drop = await selectDrop(db, flowId, key)
    return drop && seenOf(drop)
  },
  read: async ({ key, etag }, offset) => {
    const drop = await selectDrop(db, flowId, key)
    if (drop?.sha256 !== etag)
      throw new SourceFailure('changed', {
        fr: `« ${key} » a été déposé de nouveau entre-temps : il sera repris au prochain passage.`,
        en: `“${key}” was dropped again meanwhile: the next run takes it.`,
      })
    return blobs.read(drop.sha256, { start: offset, end: drop.sizeBytes - 1 })
  },
  close: async () => {},
})

const seenOf = ({ key, sizeBytes, droppedAt, sha256 }: Drop): SeenObject => ({
  ...{ key, sizeBytes, modifiedAt: droppedAt, etag: sha256, versionId: null },
})
