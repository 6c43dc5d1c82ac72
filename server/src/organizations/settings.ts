import { demandPerson, roleIn, type Actor } from '../lib/actor.ts'
import { invalidFields, SecondPersonNeeded, type FieldErrors } from '../lib/errors.ts'
import { isWebAddress } from '../lib/urls.ts'
import { isEmail } from '../accounts/index.ts'
import { inTransaction, type Db } from '../db/index.ts'
import type { OrganizationSettings } from './model.ts'
import { getAdministeredOrganization, getOrganization } from './organizations.ts'
import { lockOrganization } from './store.ts'
import { saveSettings, selectSettings } from './store.settings.ts'

/** How an organization works, for whoever may see it. Throws `NotFound`, `Gone`. */
export const getSettings = async (db: Db, actor: Actor, idOrSlug: string): Promise<OrganizationSettings> =>
  selectSettings(db, (await getOrganization(db, actor, idOrSlug)).id)

/** The same of one that is known to be there; what nobody said when it isn't. */
export const findSettings = (db: Db, organizationId: string): Promise<OrganizationSettings> =>
  selectSettings(db, organizationId)

/** Changes it, for administrators. Throws `Unauthorized`, `NotFound`, `Gone`, `Forbidden`, `Invalid` by field. */
export const updateSettings = async (
  db: Db,
  actor: Actor,
  idOrSlug: string,
  changes: Partial<OrganizationSettings>,
): Promise<OrganizationSettings> => {
  demandPerson(actor)
  const { id } = await getAdministeredOrganization(db, actor, idOrSlug)
  checkSettings(changes)
  return inTransaction(db, async (tx) => {
    await lockOrganization(tx, id)
    const settings = { ...(await selectSettings(tx, id)), ...changes }
    await saveSettings(tx, id, settings)
    return settings
  })
}

/**
 * Whether somebody else must agree before what this person changes is public: editors, in an organization that wants
 * four eyes. What an automatic flow brings was agreed to with the flow.
 */
export const needsSecondPerson = async (db: Db, actor: Actor, organizationId: string | null): Promise<boolean> => {
  if (!organizationId || actor.kind !== 'user' || actor.siteAdmin || actor.throughFlow) return false
  if (roleIn(actor, organizationId) === 'admin') return false
  return (await selectSettings(db, organizationId)).fourEyes
}

/** Throws `SecondPersonNeeded` when somebody else must agree first. */
export const demandAgreement = async (db: Db, actor: Actor, organizationId: string | null): Promise<void> => {
  if (await needsSecondPerson(db, actor, organizationId)) throw new SecondPersonNeeded()
}

const checkSettings = ({ helpUrl, helpEmail }: Partial<OrganizationSettings>): void => {
  const fields: FieldErrors = {}
  if (helpUrl && !isWebAddress(helpUrl)) fields.help_url = [BAD_URL]
  if (helpEmail && !isEmail(helpEmail)) fields.help_email = [BAD_EMAIL]
  if (Object.keys(fields).length > 0) throw invalidFields(fields)
}

const BAD_URL = { fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }
const BAD_EMAIL = { fr: 'Cette adresse e-mail n’est pas valide.', en: 'Invalid e-mail address.' }
