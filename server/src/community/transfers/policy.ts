import { isOneself, isSiteAdmin, roleIn, type Actor } from '../../lib/actor.ts'
import type { Party, Transfer } from './model.ts'

/** The person, or an administrator of the organization. */
export const speaksFor = (actor: Actor, party: Party): boolean =>
  party.class === 'User' ? isOneself(actor, party.id) : roleIn(actor, party.id) === 'admin'

/** Who asked, who gives, who is to get, and the site's administrators. udata shows transfers to everybody. */
export const canReadTransfer = (actor: Actor, transfer: Transfer): boolean =>
  isSiteAdmin(actor) ||
  isOneself(actor, transfer.userId) ||
  (transfer.owner !== null && speaksFor(actor, transfer.owner)) ||
  speaksFor(actor, transfer.recipient)

export const canAnswerTransfer = (actor: Actor, transfer: Transfer): boolean =>
  isSiteAdmin(actor) || speaksFor(actor, transfer.recipient)
