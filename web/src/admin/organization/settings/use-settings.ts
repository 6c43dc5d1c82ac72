import {
  getOrganizationSettings,
  listContactPoints,
  listOrganizationTags,
  updateOrganizationSettings,
  type OrganizationSettings,
} from '@cimaise/client'
import { computed, reactive, ref, watch } from 'vue'
import { licenses } from '../../references.ts'
import { toast } from '../../toasts.ts'
import { useAction } from '../../use-action.ts'
import { useLoad } from '../../use-load.ts'
import { w } from './settings-words.ts'

/** What a form holds: no null, since a field is empty rather than absent. */
const formOf = (settings: OrganizationSettings) => ({
  recommended_tags: settings.recommended_tags,
  required_tags: settings.required_tags,
  default_license: settings.default_license ?? '',
  default_contact_point: settings.default_contact_point ?? '',
  help_url: settings.help_url ?? '',
  help_email: settings.help_email ?? '',
  membership_help: settings.membership_help ?? '',
  publication: settings.four_eyes ? 'on' : 'off',
})
type Form = ReturnType<typeof formOf>

const settingsOf = ({ publication, ...form }: Form): OrganizationSettings => ({
  ...form,
  default_license: form.default_license || null,
  default_contact_point: form.default_contact_point || null,
  help_url: form.help_url.trim() || null,
  help_email: form.help_email.trim() || null,
  membership_help: form.membership_help.trim() || null,
  four_eyes: publication === 'on',
})

/** Only what changed: what another administrator saved meanwhile stays. */
const changesOf = (after: OrganizationSettings, before: OrganizationSettings): Partial<OrganizationSettings> =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof OrganizationSettings]),
    ),
  )

/** How an organization works: what is typed, what is saved, and what one chooses from. */
export const useSettings = (organization: string) => {
  const loaded = useLoad(async () => {
    const [settings, tags, contacts, known] = await Promise.all([
      getOrganizationSettings(organization),
      // Without them tags are typed, as they can always be.
      listOrganizationTags(organization).catch(() => []),
      listContactPoints({ organization }),
      licenses(),
    ])
    return { settings, tags, contacts, licenses: known }
  })
  const form = reactive<Form>(formOf(NOTHING))
  const kept = ref('')
  let before = NOTHING
  const keep = (settings: OrganizationSettings): void => {
    before = settings
    Object.assign(form, formOf(settings))
    kept.value = JSON.stringify(form)
  }
  watch(loaded.value, (now) => now && keep(now.settings))

  const saving = useAction(async () => {
    keep(await updateOrganizationSettings(organization, changesOf(settingsOf(form), before)))
    toast(w.saved)
  })
  const dirty = computed(() => kept.value !== '' && JSON.stringify(form) !== kept.value)
  return { ...loaded, form, dirty, saving }
}

const NOTHING: OrganizationSettings = {
  ...{ recommended_tags: [], required_tags: [], default_license: null, default_contact_point: null },
  ...{ help_url: null, help_email: null, membership_help: null, four_eyes: false },
}
