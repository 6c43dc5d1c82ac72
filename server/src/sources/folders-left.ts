import { SourceFailure } from './model.ts'

/** Nobody nests so deep: a folder that shows itself inside, by a link that the server hides, has no end. */
const MAX_DEPTH = 100
/** As many in memory as an honest tree may need. */
const MAX_LEFT = 1_000_000

/** The folders of a tree that are still to be read, the deepest first; each ends with a slash, but for the first one. */
export const foldersLeft = () => {
  const left = ['']
  return {
    next: (): string | undefined => left.pop(),
    add: (key: string): void => {
      if (key.split('/').length > MAX_DEPTH || left.length === MAX_LEFT) throw endlessTree(key)
      left.push(`${key}/`)
    },
  }
}

const endlessTree = (key: string): SourceFailure => {
  const start = key.slice(0, 100)
  return new SourceFailure('too_large', {
    fr: `Les dossiers sous « ${start}… » n’ont pas de fin : la liste n’a pas été lue jusqu’au bout. Ce sont souvent des liens qui se mordent la queue ; choisissez un dossier plus bas.`,
    en: `The folders below “${start}…” have no end: the list was not read to its end. They often are links that lead back up; choose a lower folder.`,
  })
}
