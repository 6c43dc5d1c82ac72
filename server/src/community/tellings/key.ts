import { findUsers } from '../../accounts/index.ts'
import type { Reaction } from '../../events/index.ts'
import { keyMail } from '../mails/key-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { handleTopic } from '../notifications/store.notifications.ts'
import { notify } from './notify.ts'

/** A key of somebody's soon ends: they are told, before the program that uses it stops. */
export const tellKey: Reaction = async (tx, { subject, extras = {} }) => {
  const person = (await findUsers(tx, [subject.id])).get(subject.id)
  const key = { id: String(extras.key), name: typeof extras.name === 'string' ? extras.name : null }
  const expiresAt = String(extras.expires_at)
  if (!person) return
  const topic = topicOf(key.id)
  // The last warning is the only one that is still to be looked at.
  await handleTopic(tx, topic)
  await notify(tx, topic, [person], { class: 'ApiKey', key, expiresAt })
  await tellByMail(tx, [person], keyMail(key.name, new Date(expiresAt)), { kind: 'keys', topic })
}

/** The key is no more: there is nothing to renew. */
export const settleKey: Reaction = (tx, { extras }) => handleTopic(tx, topicOf(String(extras?.key)))

const topicOf = (id: string): string => `key:${id}`
