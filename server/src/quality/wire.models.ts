import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { FixModel } from '../analysis/wire.fixes.ts'
import { answers, creates, DateTime, empties, Free, orNull, type Answers } from '../openapi/index.ts'

import { AlikeModel, SuggestionsModel } from './suggestions/wire.suggestions.ts'

/** What wire.v1.ts reads and writes. */
const Name = Type.String({ maxLength: 2_000 })

/** A place, as findings have it. */
const EXACTLY = { additionalProperties: false }
const PlaceInput = Type.Union([
  Type.Object({ kind: Type.Literal('file') }, EXACTLY),
  Type.Object({ kind: Type.Literal('sheet'), sheet: Name }, EXACTLY),
  Type.Object({ kind: Type.Literal('column'), column: Type.Integer(), name: Name }, EXACTLY),
  Type.Object({ kind: Type.Literal('line'), line: Type.Integer() }, EXACTLY),
  Type.Object(
    {
      ...{ kind: Type.Literal('field'), field: Name },
      on: Type.Union([Type.Literal('dataset'), Type.Literal('resource')]),
    },
    EXACTLY,
  ),
])

/** The length of the reason is judged with the rights, in the use case: its sentence says what is missing. */
export const SilenceInput = Type.Object({ rule: Name, place: PlaceInput, reason: Type.String() })

const Reason = {
  id: Type.String(),
  reason: Type.String(),
  author: orNull(UserReference),
  created_at: DateTime,
}

export const FindingModel = Type.Object(
  {
    rule: Type.String(),
    severity: Type.String({ description: 'blocker, warning or advice.' }),
    place: Free,
    message: Type.String(),
    examples: Type.Array(Type.Object({ row: Type.Integer(), value: Type.String() })),
    fix: orNull(FixModel),
    can_silence: Type.Boolean({ description: 'false: what happens to one version, judged again each time.' }),
    silenced: orNull(Type.Object(Reason)),
  },
  { title: 'Finding' },
)

const DatasetFinding = Type.Object(
  { ...FindingModel.properties, resource: orNull(Type.String({ description: 'The file that it is about.' })) },
  { title: 'DatasetFinding' },
)

const DatasetFindings = Type.Object(
  {
    counts: Type.Object({ blocker: Type.Integer(), warning: Type.Integer(), advice: Type.Integer() }),
    findings: Type.Array(DatasetFinding),
    silenced: Type.Array(DatasetFinding),
  },
  { title: 'DatasetFindings' },
)

const Silenced = Type.Object({ ...Reason, rule: Type.String(), place: Free }, { title: 'SilencedFinding' })

/** What each operation of v1 answers with. */
export const qualityAnswers: Answers = {
  list_findings: answers(DatasetFindings),
  suggest_metadata: answers(SuggestionsModel),
  find_alike_datasets: answers(Type.Array(AlikeModel)),
  list_silenced: answers(Type.Array(Silenced)),
  silence_finding: creates(Silenced),
  unsilence_finding: empties,
}
