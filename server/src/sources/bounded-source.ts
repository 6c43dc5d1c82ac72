import { SourceFailure, type SeenObject, type Source } from './model.ts'

/** A listing that never ends isn't one. */
const MAX_OBJECTS = 10_000_000

/** What holds for every kind: no file without a name, nothing to ask for a file that was read to its end. */
export const boundedSource = (source: Source): Source => ({
  ...source,
  list: () => atMost(source.list(), MAX_OBJECTS),
  look: async (key) => (key === '' ? undefined : source.look(key)),
  read: async (seen, offset) => (offset > 0 && offset === seen.sizeBytes ? nothing() : source.read(seen, offset)),
})

async function* atMost(objects: AsyncIterable<SeenObject>, max: number): AsyncGenerator<SeenObject> {
  let count = 0
  for await (const object of objects) {
    if (++count > max) throw endless(max)
    yield object
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const endless = (max: number): SourceFailure =>
  new SourceFailure('too_large', {
    fr: `Cette source a plus de ${max} fichiers : sa liste n’a pas été lue jusqu’au bout. Choisissez un préfixe ou un dossier plus petit.`,
    en: `This source has more than ${max} files: its list was not read to its end. Choose a smaller prefix or folder.`,
  })
