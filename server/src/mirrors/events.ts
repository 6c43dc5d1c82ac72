import { isRefusedValue } from '../db/index.ts'
import { AppError, sentenceOf, StorageFull, Unavailable } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { OutgoingFailure } from '../outgoing/index.ts'
import { RemoteFailure, type RemoteDataset, type RemoteFile } from '../remotes/index.ts'
import type { MirrorEvent, MirrorOutcome } from './model.ts'

type Rest = Partial<Pick<MirrorEvent, 'text' | 'code' | 'datasetId' | 'resourceId' | 'bytes'>>

export const ofDataset = (
  { id, title }: Pick<RemoteDataset, 'id' | 'title'>,
  outcome: MirrorOutcome,
  rest: Rest = {},
): MirrorEvent => ({ key: id, title, outcome, ...NOTHING, ...rest })

export const ofResource = (
  dataset: Pick<RemoteDataset, 'id'>,
  { id, title }: Pick<RemoteFile, 'id' | 'title'>,
  outcome: MirrorOutcome,
  rest: Rest = {},
): MirrorEvent => ({ key: `${dataset.id}/${id}`, title, outcome, ...NOTHING, ...rest })

const NOTHING = { text: null, code: null, datasetId: null, resourceId: null, bytes: 0 }

/** Whoever watches wants the copy to end, whatever they throw: it isn't the failure of the file under way. */
export class GivenUp extends Error {
  constructor(cause: unknown) {
    super('the copy was given up', { cause })
    this.name = 'GivenUp'
  }
}

/**
 * What to tell of the failure of one object. Whatever isn't of this object alone is thrown again: the others would
 * fail the same way.
 */
export const failureOf = (error: unknown): Pick<MirrorEvent, 'text' | 'code'> => {
  if (isRefusedValue(error)) return { text: REFUSED_VALUE, code: 'invalid' }
  if (!(error instanceof AppError) || error instanceof Unavailable || error instanceof StorageFull) throw error
  const code = error instanceof OutgoingFailure || error instanceof RemoteFailure ? error.reason : error.code
  return { text: sentenceOf(error), code }
}

const REFUSED_VALUE: Text = {
  fr: 'Une valeur ne peut pas être enregistrée ici : caractère nul ou nombre trop grand. Ce qui était là reste.',
  en: 'A value cannot be stored here: NUL character, or number out of range. What was there stays.',
}

/** What was decided about an object, in words. */
export const WORDS = {
  deletedHere: {
    fr: 'Quelqu’un l’a supprimé ici : il n’est plus recopié. Restaurez-le pour qu’il le soit de nouveau.',
    en: 'Somebody deleted it here: it is no longer copied. Restore it to have it copied again.',
  },
  hidden: {
    fr: 'Il est privé, archivé ou supprimé sur le site d’origine : il n’est pas recopié.',
    en: 'It is private, archived or deleted on the site of origin: it is not copied.',
  },
  hiddenNow: {
    fr: 'Il est maintenant privé, archivé ou supprimé sur le site d’origine. Ce qui est ici reste ; supprimez-le s’il doit l’être.',
    en: 'It is private, archived or deleted on the site of origin now. What is here stays; delete it if it has to be.',
  },
  gone: {
    fr: 'Il n’est plus sur le site d’origine. Ce qui est ici reste ; supprimez-le s’il doit l’être.',
    en: 'It is no longer on the site of origin. What is here stays; delete it if it has to be.',
  },
  outside: {
    fr: 'Il ne fait plus partie de ce qui est recopié. Ce qui est ici reste, et ne suivra plus l’original.',
    en: 'It is no longer part of what is copied. What is here stays, and will no longer follow the original.',
  },
  otherFlow: {
    fr: 'Un autre flux le recopie déjà ici : il n’est pas recopié deux fois.',
    en: 'Another flow copies it here already: it is not copied twice.',
  },
  nowALink: {
    fr: 'C’est maintenant un lien sur le site d’origine. Le fichier qui est ici reste.',
    en: 'It is a link on the site of origin now. The file that is here stays.',
  },
} satisfies Record<string, Text>
