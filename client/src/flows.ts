import { addressOf, queryOf, request, requestText, requestTagged } from './request.ts'
import type {
  Feeding,
  Flow,
  FlowDecision,
  FlowDelivery,
  FlowInput,
  FlowRun,
  FlowSource,
  HeldFile,
  MappingPreview,
  Outcome,
  SourceTest,
} from './flow-types.ts'
import type { Page, Tagged } from './types.ts'

export type FlowPage<T> = Page<T>

/** The flows of the organizations that the caller belongs to, those that need somebody first. */
export const listFlows = (
  query: { organization?: string; dataset?: string; page?: number; page_size?: number } = {},
): Promise<FlowPage<Flow>> => request(`/api/1/flows/${queryOf(query)}`)

export const getFlow = (id: string): Promise<Tagged<Flow>> => requestTagged(pathOf(id))

/** Every setting of a definition with its default, to begin a new one from. */
export const getFlowDefaults = (): Promise<{ definition: Record<string, unknown> }> => request('/api/1/flows/defaults/')

export const createFlow = (input: FlowInput): Promise<Flow> => request('/api/1/flows/', { method: 'POST', body: input })

/** `ifMatch`: the revision that was read; refused (412) when somebody changed it since. */
export const updateFlow = (id: string, input: Partial<FlowInput>, ifMatch?: string | null): Promise<Flow> =>
  request(pathOf(id), { method: 'PUT', body: input, ifMatch })

export const deleteFlow = (id: string): Promise<unknown> => request(pathOf(id), { method: 'DELETE' })

export const activateFlow = (id: string): Promise<Flow> => request(`${pathOf(id)}activate/`, { method: 'POST' })

export const pauseFlow = (id: string, reason: string | null): Promise<Flow> =>
  request(`${pathOf(id)}pause/`, { method: 'POST', body: { reason } })

/** Tries a source. `flow`: whose secrets to use where `credentials` gives none. */
export const testSource = (input: {
  organization: string
  source: FlowSource
  credentials?: Record<string, string | null>
  flow?: string
}): Promise<SourceTest> => request('/api/1/flows/test/', { method: 'POST', body: input })

/** What a definition makes of the source's real listing. */
export const previewMapping = (input: {
  organization: string
  definition: Record<string, unknown>
  credentials?: Record<string, string | null>
  flow?: string
}): Promise<MappingPreview> => request('/api/1/flows/preview/', { method: 'POST', body: input })

/** Begins a run, or answers the one that is under way. `dry`: says what it would do, and does nothing. */
export const startRun = (id: string, options: { dry?: boolean; backfill?: boolean } = {}): Promise<FlowRun> =>
  request(`${pathOf(id)}runs/`, { method: 'POST', body: options })

export const listRuns = (id: string, page = 1): Promise<FlowPage<FlowRun>> =>
  request(`${pathOf(id)}runs/${queryOf({ page })}`)

export const getRun = (id: string, run: string): Promise<FlowRun> => request(runOf(id, run))

export const cancelRun = (id: string, run: string): Promise<FlowRun> =>
  request(`${runOf(id, run)}cancel/`, { method: 'POST' })

/** What became of each object; those that matter first, those of one outcome as they came. */
export const listDecisions = (
  id: string,
  run: string,
  query: { outcome?: Outcome; page?: number; page_size?: number } = {},
): Promise<FlowPage<FlowDecision>> => request(`${runOf(id, run)}decisions/${queryOf(query)}`)

/** Quarantine, of one flow or of all of the caller's. */
export const listHeld = (
  query: { flow?: string; state?: HeldFile['state']; page?: number } = {},
): Promise<FlowPage<HeldFile>> => request(`/api/1/flows/held/${queryOf(query)}`)

/** Publishes it although a gate kept it; the reason is kept with the version. */
export const releaseHeld = (id: string, reason: string): Promise<HeldFile> =>
  request(`/api/1/flows/held/${encodeURIComponent(id)}/release/`, { method: 'POST', body: { reason } })

export const rejectHeld = (id: string, reason: string | null): Promise<HeldFile> =>
  request(`/api/1/flows/held/${encodeURIComponent(id)}/reject/`, { method: 'POST', body: { reason } })

/** A new secret address: where files are dropped (`inbox`), or where a bucket tells that something changed (`hook`). */
export const renewFlowAddress = (id: string, which: 'inbox' | 'hook'): Promise<{ url: string }> =>
  request(`${pathOf(id)}addresses/${which}/`, { method: 'POST' })

/** A new secret that signs what the flow tells programs, shown once. */
export const renewFlowSignature = (id: string): Promise<{ secret: string }> =>
  request(`${pathOf(id)}signature/`, { method: 'POST' })

/** What the flow told programs, newest first. */
export const listFlowDeliveries = (id: string, page = 1): Promise<FlowPage<FlowDelivery>> =>
  request(`${pathOf(id)}deliveries/${queryOf({ page })}`)

/** Where the definition is in YAML. */
export const flowYamlAddress = (id: string): string => addressOf(`${pathOf(id)}flow.yaml`)

/** The definition in YAML, as `applyFlows` takes it. */
export const getFlowYaml = async (id: string): Promise<string> => (await requestText(`${pathOf(id)}flow.yaml`)).text

/** Creates or changes flows from YAML, by slug. Errors say lines. `dry`: only checks. */
export const applyFlows = (
  organization: string,
  yaml: string,
  dry = false,
): Promise<{ flows: { slug: string; action: 'created' | 'changed' | 'unchanged'; flow: Flow | null }[] }> =>
  request('/api/1/flows/apply/', { method: 'POST', body: { organization, yaml, dry } })

/** The files of a dataset that flows feed, and who writes which of their fields. */
export const listFeedings = (datasetId: string): Promise<Feeding[]> =>
  request(`/api/1/datasets/${encodeURIComponent(datasetId)}/feedings/`)

/** Gives a field back to the flow that feeds it. */
export const giveFieldToFlow = (
  flow: string,
  on: 'dataset' | 'resource',
  id: string,
  field: string,
): Promise<unknown> => request(`${pathOf(flow)}fields/`, { method: 'POST', body: { on, id, field } })

const pathOf = (id: string): string => `/api/1/flows/${encodeURIComponent(id)}/`
const runOf = (id: string, run: string): string => `${pathOf(id)}runs/${encodeURIComponent(run)}/`
