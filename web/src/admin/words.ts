import type { Dataset, User, UserRef } from '@cimaise/client'
import { formatNumber } from '../format.ts'
import { language, words } from '../language.ts'

const w = words({
  fr: { untitled: 'Sans titre', you: 'Vous' },
  en: { untitled: 'Untitled', you: 'You' },
})

/** `3 fichiers`. In French zero and one are singular; in English one is. */
export const count = (n: number, one: string, many: string): string =>
  `${formatNumber(n)}\u00a0${isSeveral(n) ? many : one}`

export const isSeveral = (n: number): boolean => (language === 'fr' ? n >= 2 : n !== 1)

export const titleOf = (dataset: Dataset): string => dataset.title || w.untitled

export const producerOf = (dataset: Dataset, me: User | null | undefined): string => {
  if (dataset.organization) return dataset.organization.name
  if (!dataset.owner) return '-'
  return dataset.owner.id === me?.id ? w.you : fullName(dataset.owner)
}

export const fullName = (person: Pick<UserRef, 'first_name' | 'last_name'>): string =>
  `${person.first_name} ${person.last_name}`

/** Without case or accents, to find what was typed in a hurry. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** `Musées de France` as keywords are written: `musees-de-france`. */
export const kebab = (text: string): string =>
  plain(text)
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
