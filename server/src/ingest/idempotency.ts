import { randomUUID } from 'node:crypto'
import { daysAfter } from '../lib/dates.ts'
import { Conflict, Invalid, UnderWay } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import type { Db } from '../db/index.ts'
import { claimKey, deleteKeysBefore, keepAnswer, type RequestKey } from './store.idempotency.ts'

/** One try of a request that must have one effect, however often it is sent. */
export interface Attempt {
  /** Of what it makes: the same at every try, also after one that was killed before it could answer. */
  objectId: string
  /** What the same request was answered; undefined when nothing was. Throws `Conflict` when its body was another. */
  earlier(fingerprint: string): object | undefined
  /** What must not be done before the answer is kept: without it a new try would miss what was tidied away. */
  afterwards(tidy: () => Promise<void>): void
}

/** A request, and the key that its sender gave it (`Idempotency-Key`), if any. */
export type Keyed = Omit<RequestKey, 'key'> & { key: string | undefined }

export type Once = <T>(request: Keyed, work: (attempt: Attempt) => Promise<T>) => Promise<T>

/**
 * Runs requests once: with a key, the first answer is kept for a day and given again to the same request of the same
 * person; one that comes while the first is under way is refused with `UnderWay`. `work` must ask for the earlier
 * answer before it changes anything. A failure keeps nothing: the same key may try again.
 */
export const createOnce = (db: Db): Once => {
  const underWay = new Set<string>()
  return async (request, work) => {
    let tidy = async (): Promise<void> => {}
    const afterwards = (last: typeof tidy): void => void (tidy = last)
    if (request.key === undefined) {
      const answer = await work({ objectId: randomUUID(), earlier: () => undefined, afterwards })
      await tidy()
      return answer
    }
    const key = keyOf(request, request.key)
    const name = JSON.stringify(key)
    if (underWay.has(name)) throw new UnderWay(UNDER_WAY)
    underWay.add(name)
    try {
      const { objectId, answered } = await claimKey(db, key)
      let fingerprint: string | undefined
      const earlier = (ofThis: string): object | undefined => {
        fingerprint = ofThis
        if (answered && answered.fingerprint !== ofThis) throw new Conflict(ANOTHER_BODY)
        return answered ? (JSON.parse(answered.answer) as object) : undefined
      }
      const answer = await work({ objectId, earlier, afterwards })
      if (fingerprint !== undefined && !answered)
        await keepAnswer(db, key, { fingerprint, answer: JSON.stringify(answer) })
      await tidy()
      return answer
    } finally {
      underWay.delete(name)
    }
  }
}

/** Forgets keys after a day. May run twice: what is gone stays gone. */
export const purgeIdempotencyKeys = (db: Db, now = new Date()): Promise<void> =>
  deleteKeysBefore(db, daysAfter(now, -1))

const keyOf = ({ userId, target }: Keyed, key: string): RequestKey => {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Invalid(BAD_KEY)
  return { userId, target, key }
}

const UNDER_WAY: Text = {
  fr: 'La même demande (Idempotency-Key) est en cours. Attendez sa réponse, ou redemandez-la dans un instant.',
  en: 'The same request (Idempotency-Key) is under way. Wait for its answer, or ask again shortly.',
}
/** Also for who finds it out by what the first try left. */
export const ANOTHER_BODY: Text = {
  fr: 'Cette clé (Idempotency-Key) a déjà servi, avec un autre contenu. Rien n’a été enregistré ; prenez une autre clé.',
  en: 'This key (Idempotency-Key) was used with another content. Nothing was stored; take another key.',
}
const BAD_KEY: Text = {
  fr: 'L’en-tête Idempotency-Key doit faire de 1 à 200 caractères ASCII, sans espace.',
  en: 'The header Idempotency-Key must be 1 to 200 ASCII characters, without spaces.',
}
