import { FileProblem } from '../model.ts'
import { damaged, encrypted } from '../readers/archives/unpack.ts'
import type { ZipProblems } from '../readers/zip-package.ts'

export { isNoise } from '../readers/archives/unpack.ts'

/** What keeps a file of an archive from being taken out of it. */
export const archiveProblems: ZipProblems = {
  damaged,
  encrypted,
  tooLarge: (limit) =>
    new FileProblem('too_large', {
      fr: `Une fois ouverte, cette archive dépasse ${Math.round(limit / 1_000_000).toLocaleString('fr-FR')} Mo.`,
      en: `Once open, this archive is over ${Math.round(limit / 1_000_000).toLocaleString('en-GB')} MB.`,
    }),
  tooManyEntries: () =>
    new FileProblem('too_large', {
      fr: 'Cette archive contient plus de 20 000 fichiers.',
      en: 'This archive holds more than 20,000 files.',
    }),
}
