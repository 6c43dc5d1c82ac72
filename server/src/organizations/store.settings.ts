import type { Db } from '../db/index.ts'
import { NO_SETTINGS, type OrganizationSettings } from './model.ts'

export const selectSettings = async (db: Db, organizationId: string): Promise<OrganizationSettings> => {
  const rows = db.selectFrom('organization_settings').selectAll().where('organization_id', '=', organizationId)
  const row = await rows.executeTakeFirst()
  if (!row) return NO_SETTINGS
  return {
    recommendedTags: row.recommended_tags,
    requiredTags: row.required_tags,
    defaultLicense: row.default_license,
    defaultContactId: row.default_contact_id,
    helpUrl: row.help_url,
    helpEmail: row.help_email,
    membershipHelp: row.membership_help,
    fourEyes: row.four_eyes,
  }
}

export const saveSettings = async (db: Db, organizationId: string, settings: OrganizationSettings): Promise<void> => {
  const row = {
    recommended_tags: settings.recommendedTags,
    required_tags: settings.requiredTags,
    default_license: settings.defaultLicense,
    default_contact_id: settings.defaultContactId,
    help_url: settings.helpUrl,
    help_email: settings.helpEmail,
    membership_help: settings.membershipHelp,
    four_eyes: settings.fourEyes,
  }
  await db
    .insertInto('organization_settings')
    .values({ organization_id: organizationId, ...row })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(row))
    .execute()
}
