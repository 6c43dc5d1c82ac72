import Type from 'typebox'
import { Resource } from '../../catalog/wire.models.ts'
import { answers, creates, DateTime, empties, Free, orNull, sends, type Answers } from '../../openapi/index.ts'
import { FixModel } from '../../analysis/wire.fixes.ts'
import { FindingModel } from '../../quality/wire.models.ts'
import { ComparisonModel } from '../../versions/wire.models.ts'

/** What wire.deposits.v1.ts writes, for the API's documents. */
const Overtaking = Type.Object(
  { version: Type.Integer(), created_at: DateTime, author: orNull(Type.String()) },
  { title: 'Overtaking' },
)

const Report = Type.Object(
  {
    verdict: Type.String({ description: 'publish, confirm or unchanged.' }),
    sentence: Type.String(),
    findings: Type.Array(FindingModel),
    inspection: Free,
    comparison: orNull(ComparisonModel),
    overtaken_by: orNull(Overtaking),
  },
  { title: 'DepositReport' },
)

const Deposit = Type.Object(
  {
    id: Type.String(),
    state: Type.String({ description: 'looking, ready, waiting (in a list) or published.' }),
    dataset: Type.String(),
    resource: orNull(Type.String()),
    file_name: Type.String(),
    filesize: Type.Integer(),
    checksum: Type.Object({ type: Type.String(), value: Type.String() }),
    sha256: Type.String(),
    fixes: Type.Array(FixModel),
    applied: Type.Array(Type.String(), { description: 'What each fix did, in words.' }),
    published_version: orNull(Type.Integer()),
    created_at: DateTime,
    expires_at: orNull(DateTime),
    flow: orNull(Type.String({ description: 'The automatic flow that holds it; it then waits without end.' })),
    uri: Type.String(),
    file: Type.String(),
    report: orNull(Report),
  },
  { title: 'Deposit' },
)

/** What a sender is told of an upload that no deposit took yet. */
const Upload = Type.Object(
  {
    id: Type.String(),
    file_name: Type.String(),
    filesize: Type.Integer(),
    dataset: orNull(Type.String()),
    resource: orNull(Type.String()),
    uri: Type.String(),
  },
  { title: 'ResumableUpload' },
)

/** What each operation of v1 answers with. */
export const depositAnswers: Answers = {
  start_upload: creates(),
  list_uploads: answers(Type.Array(Upload)),
  continue_upload: empties,
  drop_upload: empties,
  create_deposit: creates(Deposit),
  create_replacement_deposit: creates(Deposit),
  list_deposits: answers(Type.Array(Deposit)),
  get_deposit: answers(Deposit),
  get_deposit_file: sends('application/octet-stream'),
  get_deposit_tiles: sends('application/vnd.pmtiles'),
  publish_deposit: answers(
    Type.Object(
      { ...Resource.properties, unchanged: Type.Boolean(), overtook: orNull(Overtaking) },
      { title: 'PublishedDeposit' },
    ),
  ),
  fix_deposit: answers(Deposit),
  discard_deposit: empties,
}
