import {
  ApiError,
  createFlow,
  updateFlow,
  type Flow,
  type FlowDefinition,
  type FlowInput,
  type MappingPreview,
  type SourceTest,
  type Tagged,
} from '@cimaise/client'
import { computed, inject, reactive, ref, shallowRef, watch, type InjectionKey } from 'vue'
import { isStatus } from '../../failures.ts'
import { useAction } from '../../use-action.ts'
import { definitionOf, emptyForm, formOf, secretsOf, type Defaults, type FlowForm } from '../form.rules.ts'
import { forget, keep, recall } from './kept.ts'
import { fieldOf } from './places.ts'

/** A flow being made or changed: what is typed, what the server has of it, what its source showed. */
export const createWizard = (first: Tagged<Flow> | null, defaults: Defaults, organization: string) => {
  const flow = shallowRef(first?.value ?? null)
  const revision = ref(first?.etag ?? null)
  const place = (): string => flow.value?.id ?? 'nouveau'
  const start = flow.value ? formOf(flow.value, defaults) : emptyForm(defaults, organization)
  const kept = recall(place(), flow.value?.revision ?? 0)
  const form = reactive<FlowForm>({ ...start, ...kept?.form })
  const found = shallowRef<SourceTest | null>(kept?.found?.ok ? kept.found : null)
  const preview = shallowRef<MappingPreview | null>(null)
  /** Typed here and not yet sent; null forgets the one that is there. They are kept nowhere but in this page. */
  const secrets = reactive<Record<string, string | null>>({})
  const expiresAt = ref(flow.value?.credentials.expires_at?.slice(0, 10) ?? '')
  const wrong = ref<Record<string, string>>({})
  const refused = ref<ApiError['details']>([])
  const saved = ref(flow.value && !kept ? snapshot(form) : '')

  const definition = computed<FlowDefinition>(() => definitionOf(form))
  const dirty = computed(() => snapshot(form) !== saved.value || Object.keys(typedSecrets()).length > 0)
  const stale = ref(false)
  /** Whether something of an earlier visit came back, until it is saved. */
  const recovered = ref(kept !== null)
  const typedSecrets = (): Record<string, string | null> => {
    const wanted = secretsOf(form)
    return Object.fromEntries(Object.entries(secrets).filter(([name, value]) => wanted.includes(name) && value !== ''))
  }
  /** What asks the source something sends: secrets that were typed, or else those of the flow. */
  const access = () => ({
    organization: form.organization,
    ...(Object.keys(typedSecrets()).length > 0 && { credentials: typedSecrets() }),
    ...(flow.value && { flow: flow.value.id }),
  })

  watch([form, found], () => keep(place(), { form, found: found.value, revision: flow.value?.revision ?? 0 }), {
    deep: true,
  })

  const input = (): Omit<FlowInput, 'organization'> => ({
    name: form.name.trim(),
    definition: definition.value,
    ...(Object.keys(typedSecrets()).length > 0 && { credentials: typedSecrets() }),
    credentials_expire_at: expiresAt.value ? `${expiresAt.value}T12:00:00Z` : null,
  })
  const saving = useAction(async () => {
    const sent = snapshot(form)
    const where = place()
    refused.value = []
    try {
      const answer = flow.value
        ? await updateFlow(flow.value.id, input(), revision.value)
        : await createFlow({ ...input(), organization: form.organization })
      flow.value = answer
      revision.value = `"${answer.revision}"`
      stale.value = false
    } catch (error) {
      stale.value = isStatus(error, 412)
      refused.value = error instanceof ApiError ? error.details : []
      throw error
    }
    saved.value = sent
    recovered.value = false
    for (const name of Object.keys(secrets)) delete secrets[name]
    forget(where)
  })
  /** What the server said of each field, wherever it is in the definition, and what we say. */
  const errors = computed<Record<string, string>>(() => ({
    ...Object.fromEntries(refused.value.map(({ path, message }) => [fieldOf(path), message])),
    ...wrong.value,
  }))
  const restart = (answer: Tagged<Flow>): void => {
    forget(place())
    flow.value = answer.value
    revision.value = answer.etag
    Object.assign(form, formOf(answer.value, defaults))
    saved.value = snapshot(form)
    recovered.value = false
    stale.value = false
  }
  return {
    ...{ form, flow, found, preview, secrets, expiresAt, definition },
    ...{ wrong, refused, errors, dirty, stale, access, saving, restart },
    recovered,
  }
}
export type Wizard = ReturnType<typeof createWizard>

export const WIZARD: InjectionKey<Wizard> = Symbol('wizard')
export const useWizard = (): Wizard => {
  const wizard = inject(WIZARD)
  if (!wizard) throw new Error('Used outside the wizard.')
  return wizard
}

const snapshot = (form: FlowForm): string => JSON.stringify([form.name, form.organization, definitionOf(form)])
