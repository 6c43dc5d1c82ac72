import { SourceFailure } from '../model.ts'

/** The operator gives flows no folder. */
export const noFolders = (): SourceFailure =>
  new SourceFailure('address', {
    fr: 'Aucun dossier de ce serveur n’est ouvert aux flux : rien n’a été lu. L’exploitant en désigne un par le réglage FLOW_FOLDERS.',
    en: 'No folder of this server is open to flows: nothing was read. Its operator names one by the setting FLOW_FOLDERS.',
  })

export const outsideFailure = (path: string): SourceFailure =>
  new SourceFailure('address', {
    fr: `« ${path} » mène hors du dossier ouvert aux flux (réglage FLOW_FOLDERS) : rien n’a été lu. Choisissez un dossier qui est dedans.`,
    en: `“${path}” leads outside the folder that is open to flows (setting FLOW_FOLDERS): nothing was read. Choose a folder that is inside.`,
  })

/** Sockets can't be opened: they are no files. */
export const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'].includes(codeOf(error))

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? ''

/** What the disk said of a path. */
export const diskFailure = (error: unknown, path: string): Error => {
  if (error instanceof SourceFailure) return error
  if (isMissing(error))
    return new SourceFailure(
      'not_found',
      {
        fr: `Le dossier « ${path} » n’existe pas dans celui qui est ouvert aux flux. Vérifiez son nom.`,
        en: `The folder “${path}” does not exist in the one that is open to flows. Check its name.`,
      },
      { cause: error },
    )
  if (['EACCES', 'EPERM'].includes(codeOf(error)))
    return new SourceFailure(
      'forbidden',
      {
        fr: `Ce serveur n’a pas le droit de lire « ${path} ». Son exploitant peut le lui donner.`,
        en: `This server may not read “${path}”. Its operator can allow it.`,
      },
      { cause: error },
    )
  return new SourceFailure(
    'unreachable',
    {
      fr: `« ${path} » n’a pas pu être lu sur le disque. Rien n’est perdu : le prochain passage réessaiera.`,
      en: `“${path}” could not be read from the disk. Nothing is lost: the next run tries again.`,
    },
    { cause: error },
  )
}
