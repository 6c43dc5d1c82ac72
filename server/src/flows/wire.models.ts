import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { answers, creates, DateTime, empties, Free, orNull, pageOf, sends, type Answers } from '../openapi/index.ts'
import { OrganizationReference } from '../organizations/wire.models.ts'
import { OUTCOMES, TRIGGERS } from './model.ts'
import { FlowDefinitionModel } from './definition/wire.definition.ts'

/** What wire.flows.ts and wire.trials.ts write. */
const text = Type.String()
const moment = orNull(DateTime)
const person = orNull(UserReference)
const count = Type.Integer()
const oneOf = <T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description })

const Run = Type.Object(
  {
    ...{ id: text, flow: text, number: count, trigger: oneOf(TRIGGERS) },
    dry: Type.Boolean({ description: 'Says what it would do, and does nothing.' }),
    backfill: Type.Boolean({ description: 'History: every former state that the source kept, oldest first.' }),
    state: oneOf(
      ['waiting', 'running', 'done', 'failed', 'canceled', 'cut'],
      'cut: its process died, another run goes on.',
    ),
    ...{ asked_by: person, created_at: DateTime, started_at: moment, ended_at: moment },
    counts: Type.Object(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count]))),
    progress: Type.Object({
      ...{ seen: count, done: count, to_do: count, bytes: count, bytes_to_do: count, current: orNull(text) },
    }),
    failure: orNull(Type.Object({ code: text, message: text })),
    retry_at: moment,
    sentence: Type.String({ description: 'What it did, in one sentence for people.' }),
  },
  { title: 'FlowRun' },
)

const Flow = Type.Object(
  {
    ...{ id: text, slug: text, name: text, organization: orNull(OrganizationReference) },
    state: oneOf(['draft', 'active', 'paused']),
    paused: orNull(Type.Object({ at: DateTime, by: person, reason: orNull(text) })),
    ...{ definition: FlowDefinitionModel, revision: Type.Integer({ description: 'To be sent back as If-Match.' }) },
    credentials: Type.Object(
      { set: Type.Array(text), accepted: Type.Array(text), expires_at: moment },
      { description: 'Their names only: their values never leave the server.' },
    ),
    health: oneOf(['draft', 'paused', 'never_run', 'ok', 'held', 'late', 'failing']),
    sentence: Type.String({ description: 'The health in words, with what to do.' }),
    ...{ next_run_at: moment, last_run: orNull(Run), last_success_at: moment, last_change_at: moment },
    ...{ failing_since: moment, held: count, created_at: DateTime, created_by: person },
  },
  { title: 'Flow' },
)

const Decision = Type.Object(
  {
    ...{ position: count, key: text, outcome: oneOf(OUTCOMES), code: orNull(text), message: orNull(text) },
    ...{ size_bytes: orNull(count), dataset: orNull(text), resource: orNull(text), version: orNull(count) },
    ...{ held: orNull(text), duration_ms: orNull(count), created_at: DateTime },
  },
  { title: 'FlowDecision' },
)

const Reason = Type.Object({ rule: text, action: oneOf(['publish', 'warn', 'hold']), message: text })
const Held = Type.Object(
  {
    ...{ id: text, flow: Type.Object({ id: text, name: text, slug: text }), run: text, key: text },
    ...{ dataset: orNull(Type.Object({ id: text, title: text })), resource: orNull(text) },
    deposit: orNull(Type.String({ description: 'The deposit of this dataset whose report says everything.' })),
    ...{ file_name: text, size_bytes: count, reasons: Type.Array(Reason) },
    ...{ state: oneOf(['waiting', 'released', 'rejected', 'replaced']), created_at: DateTime },
    decided: orNull(Type.Object({ at: DateTime, by: person, reason: orNull(text) })),
  },
  { title: 'HeldFile' },
)

const SourceTest = Type.Object(
  {
    ...{ ok: Type.Boolean(), code: orNull(text), message: text },
    host_key: orNull(Type.String({ description: 'Of an SFTP server: to be pinned.' })),
    sample: Type.Array(Type.Object({ key: text, size_bytes: orNull(count), modified_at: moment })),
    ...{ more: Type.Boolean(), patterns: Type.Array(text) },
  },
  { title: 'FlowSourceTest' },
)

const Preview = Type.Object(
  {
    ...{ seen: count, matched: count, more: Type.Boolean() },
    items: Type.Array(
      Type.Object({
        ...{ key: text, outcome: oneOf(['mapped', 'ignored', 'conflict']), message: orNull(text), parts: Free },
        ...{ identity: orNull(text), dataset: orNull(text), title: orNull(text), file_name: orNull(text) },
      }),
    ),
  },
  { title: 'FlowPreview' },
)

const Field = Type.Object({
  ...{ on: oneOf(['dataset', 'resource']), id: text, field: text },
  owner: oneOf(['flow', 'person'], 'person: it says something else than what the flow last wrote, at `since`.'),
  since: DateTime,
})
const Feeding = Type.Object(
  {
    flow: Type.Object({ id: text, slug: text, name: text, state: text, health: text, sentence: text }),
    ...{ resource: text, last_run_at: moment, next_run_at: moment, last_change_at: moment, fields: Type.Array(Field) },
  },
  { title: 'Feeding' },
)

const Applied = Type.Object(
  {
    flows: Type.Array(
      Type.Object({ slug: text, action: oneOf(['created', 'changed', 'unchanged']), flow: orNull(Flow) }),
    ),
  },
  { title: 'AppliedFlows' },
)

const Address = Type.Object(
  { url: Type.String({ description: 'Shown once: whoever has it may drop files, or say that something changed.' }) },
  { title: 'FlowAddress' },
)

const Delivery = Type.Object(
  {
    ...{ id: Type.String({ description: 'Its `webhook-id`.' }), url: text, type: text },
    ...{ state: oneOf(['waiting', 'delivered', 'failed', 'gone']), created_at: DateTime },
    attempts: Type.Array(Type.Object({ at: DateTime, status: orNull(count), message: text })),
  },
  { title: 'WebhookDelivery' },
)

const Signature = Type.Object(
  { secret: Type.String({ description: 'Shown once; Standard Webhooks: `whsec_…`.' }) },
  { title: 'WebhookSecret' },
)

/** What each operation of v1 answers with. */
export const flowAnswers: Answers = {
  list_flows: answers(pageOf(Flow)),
  create_flow: creates(Flow),
  get_flow: answers(Flow),
  update_flow: answers(Flow),
  delete_flow: empties,
  activate_flow: answers(Flow),
  pause_flow: answers(Flow),
  get_flow_defaults: answers(Type.Object({ definition: Free }, { title: 'FlowDefaults' })),
  test_flow_source: answers(SourceTest),
  preview_flow: answers(Preview),
  get_flow_yaml: sends('application/yaml'),
  apply_flows: answers(Applied),
  start_flow_run: creates(Run),
  list_flow_runs: answers(pageOf(Run)),
  get_flow_run: answers(Run),
  cancel_flow_run: answers(Run),
  list_flow_decisions: answers(pageOf(Decision)),
  list_held_files: answers(pageOf(Held)),
  release_held_file: answers(Held),
  reject_held_file: answers(Held),
  renew_flow_address: creates(Address),
  renew_flow_signature: creates(Signature),
  list_flow_deliveries: answers(pageOf(Delivery)),
  give_flow_field: empties,
  list_feedings: answers(Type.Array(Feeding)),
  drop_flow_file: creates(Type.Object({ sha256: text, size_bytes: count }, { title: 'DroppedFile' })),
  remove_flow_file: empties,
  tell_flow: empties,
}
