import type { Actor } from '../lib/actor.ts'
import { presentDate } from '../lib/dates.ts'
import type { Language, Text } from '../lib/text.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import type { Dataset } from '../catalog/index.ts'
import type { Organization } from '../organizations/index.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import { secretNamesOf } from './credentials.rules.ts'
import { healthOf, lateSince } from './late.rules.ts'
import type { Decision, Flow, Held, Run } from './model.ts'
import { healthSentence, runSentence } from './sentences.rules.ts'
import { presentDefinition } from './definition/wire.reading.ts'

/** What flows are shown with, gathered by routes.presenter.ts. */
export interface Around {
  actor: Actor
  language: Language
  baseUrl: string
  now: Date
  users: Map<string, User>
  organizations: Map<string, Organization>
  lastRuns: Map<string, Run>
  waiting: Map<string, number>
  expectedDays: Map<string, number>
}

export const presentFlow = (flow: Flow, around: Around) => {
  const { actor, language, baseUrl, now, organizations, lastRuns, waiting, expectedDays } = around
  const organization = organizations.get(flow.organizationId)
  const held = waiting.get(flow.id) ?? 0
  const days = expectedDays.get(flow.id) ?? null
  const health = healthOf(flow, { held, expectedDays: days, now })
  const lastRun = lastRuns.get(flow.id)
  const late = lateSince(flow, days, now)
  return {
    ...{ id: flow.id, slug: flow.slug, name: flow.name, state: flow.state },
    organization: organization ? presentOrganizationRef(organization, actor, baseUrl) : null,
    paused: flow.paused && {
      ...{ at: presentDate(flow.paused.at), by: userOf(flow.paused.by, around), reason: flow.paused.reason },
    },
    ...{ definition: presentDefinition(flow.definition), revision: flow.revision },
    credentials: {
      ...{ set: flow.secretNames, accepted: [...secretNamesOf(flow.definition)] },
      expires_at: presentDate(flow.credentialsExpireAt),
    },
    health,
    sentence: healthSentence(flow, health, { held, lastRun, lateSince: late })[language],
    next_run_at: presentDate(earlier(flow.nextRunAt, flow.retryAt)),
    last_run: lastRun ? presentRun(lastRun, around) : null,
    ...{ last_success_at: presentDate(flow.lastSuccessAt), last_change_at: presentDate(flow.lastChangeAt) },
    ...{ failing_since: presentDate(flow.failingSince), held, created_at: presentDate(flow.createdAt) },
    created_by: userOf(flow.createdBy, around),
  }
}

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b))

type Speaking = Pick<Around, 'language' | 'baseUrl' | 'users'>

export const presentRun = (run: Run, around: Speaking) => ({
  ...{ id: run.id, flow: run.flowId, number: run.number, trigger: run.trigger, dry: run.dry, backfill: run.backfill },
  ...{ state: run.state, asked_by: userOf(run.askedBy, around), created_at: presentDate(run.createdAt) },
  ...{ started_at: presentDate(run.startedAt), ended_at: presentDate(run.endedAt), counts: run.counts },
  progress: {
    ...{ seen: run.progress.seen, done: run.progress.done, to_do: run.progress.toDo, bytes: run.progress.bytes },
    ...{ bytes_to_do: run.progress.bytesToDo, current: run.progress.current },
  },
  failure: run.failure && { code: run.failure.code, message: run.failure.text[around.language] },
  ...{ retry_at: presentDate(run.retryAt), sentence: runSentence(run)[around.language] },
})

export const presentDecision = (decision: Decision, language: Language) => ({
  ...{ position: decision.position, key: decision.key, outcome: decision.outcome, code: decision.code },
  ...{ message: say(decision.text, language), size_bytes: decision.sizeBytes, dataset: decision.datasetId },
  ...{ resource: decision.resourceId, version: decision.version, held: decision.heldId },
  ...{ duration_ms: decision.durationMs, created_at: presentDate(decision.createdAt) },
})

export const presentHeld = (
  held: Held,
  around: Speaking & { flows: Map<string, Flow>; datasets: Map<string, Dataset> },
) => {
  const flow = around.flows.get(held.flowId)
  const dataset = held.datasetId ? around.datasets.get(held.datasetId) : undefined
  return {
    id: held.id,
    flow: { id: held.flowId, name: flow?.name ?? '', slug: flow?.slug ?? '' },
    ...{ run: held.runId, key: held.key, dataset: dataset ? { id: dataset.id, title: dataset.title } : null },
    ...{ resource: held.resourceId, deposit: held.depositId, file_name: held.fileName, size_bytes: held.sizeBytes },
    reasons: held.reasons.map(({ rule, action, text }) => ({ rule, action, message: text[around.language] })),
    ...{ state: held.state, created_at: presentDate(held.createdAt) },
    decided: held.decided && {
      ...{ at: presentDate(held.decided.at), by: userOf(held.decided.by, around), reason: held.decided.reason },
    },
  }
}

const userOf = (id: string | null, { users, baseUrl }: Pick<Around, 'users' | 'baseUrl'>) => {
  const user = id ? users.get(id) : undefined
  return user ? presentUserRef(user, baseUrl) : null
}

const say = (text: Text | null, language: Language): string | null => text && text[language]
