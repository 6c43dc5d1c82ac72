import Type from 'typebox'
import { slugOf } from '../lib/slugs.ts'
import { orNull } from '../openapi/index.ts'
import type { OrganizationSettings } from './model.ts'

const tags = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100 })
const text = (maxLength: number) => orNull(Type.String({ maxLength }))

export const Settings = Type.Object(
  {
    recommended_tags: tags,
    required_tags: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      maxItems: 20,
      description: 'Without them a draft can’t become public.',
    }),
    default_license: text(100),
    default_contact_point: text(40),
    help_url: text(2000),
    help_email: text(255),
    membership_help: text(2000),
    four_eyes: Type.Boolean({ description: 'Editors submit, administrators publish.' }),
  },
  { title: 'OrganizationSettings' },
)
type Settings = Type.Static<typeof Settings>
export const SettingsChanges = Type.Object({ ...Type.Partial(Settings).properties })
export type SettingsChanges = Type.Static<typeof SettingsChanges>

export const presentSettings = (settings: OrganizationSettings): Settings => ({
  recommended_tags: settings.recommendedTags,
  required_tags: settings.requiredTags,
  default_license: settings.defaultLicense,
  default_contact_point: settings.defaultContactId,
  help_url: settings.helpUrl,
  help_email: settings.helpEmail,
  membership_help: settings.membershipHelp,
  four_eyes: settings.fourEyes,
})

/** Present keys only: an absent one keeps its value. Tags become what datasets have, slugs. */
export const settingsOf = (body: SettingsChanges): Partial<OrganizationSettings> => {
  const changed: Partial<OrganizationSettings> = {}
  if (body.recommended_tags) changed.recommendedTags = tagsOf(body.recommended_tags)
  if (body.required_tags) changed.requiredTags = tagsOf(body.required_tags)
  if (body.default_license !== undefined) changed.defaultLicense = body.default_license || null
  if (body.default_contact_point !== undefined) changed.defaultContactId = body.default_contact_point || null
  if (body.help_url !== undefined) changed.helpUrl = body.help_url || null
  if (body.help_email !== undefined) changed.helpEmail = body.help_email || null
  if (body.membership_help !== undefined) changed.membershipHelp = body.membership_help || null
  if (body.four_eyes !== undefined) changed.fourEyes = body.four_eyes
  return changed
}

const tagsOf = (tags: string[]): string[] => [...new Set(tags.map((tag) => slugOf(tag)))].filter(Boolean)
