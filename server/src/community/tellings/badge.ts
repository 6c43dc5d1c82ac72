import type { Reaction } from '../../events/index.ts'
import { badgeLabel, findOrganizations } from '../../organizations/index.ts'
import { membershipMails } from '../mails/membership-mails.ts'
import { tellByMail } from '../mails/tell-by-mail.ts'
import { notify } from './notify.ts'
import { accountsOf, membersOf } from './recipients.ts'

/** An organization was given a badge: all its members are told. */
export const tellBadge: Reaction = async (tx, fact) => {
  const organization = (await findOrganizations(tx, [fact.subject.id])).get(fact.subject.id)
  const kind = String(fact.extras?.kind)
  if (!organization) return
  const members = await accountsOf(tx, await membersOf(tx, organization.id, 'all'), null)
  const told = { class: 'NewBadge', organization: organization.id, kind } as const
  const topic = `badge:${organization.id}:${kind}`
  await notify(tx, topic, members, told)
  const words = {
    organization: organization.name,
    badge: badgeLabel(kind),
    link: `/organizations/${organization.slug}`,
  }
  await tellByMail(tx, members, membershipMails.badge(words), { kind: 'membership', topic })
}
