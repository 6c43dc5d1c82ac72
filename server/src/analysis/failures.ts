import type { Problem, ProblemCode } from './model.ts'

/** Why an inspection ended without an answer, in words for the person who deposited the file. */
export const failureOf = (code: keyof typeof MESSAGES): Problem => ({ code, message: MESSAGES[code] })

const MESSAGES = {
  timeout: {
    fr: 'L’analyse de ce fichier a pris trop de temps : elle a été arrêtée.',
    en: 'The inspection of this file took too long: it was stopped.',
  },
  out_of_memory: {
    fr: 'L’analyse de ce fichier demande trop de mémoire : elle a été arrêtée.',
    en: 'The inspection of this file takes too much memory: it was stopped.',
  },
  crash: {
    fr: 'L’analyse de ce fichier s’est interrompue brutalement.',
    en: 'The inspection of this file ended abruptly.',
  },
  unreadable: {
    fr: 'Ce fichier n’a pas pu être lu comme un tableau.',
    en: 'This file could not be read as a table.',
  },
} satisfies Partial<Record<ProblemCode, Problem['message']>>
