import Type from 'typebox'
import { UserReference } from '../accounts/wire.models.ts'
import { Resource } from '../catalog/wire.models.ts'
import { answers, DateTime, empties, orNull, pageOf, sends, type Answers } from '../openapi/index.ts'

/** What wire.versions.v1.ts writes, for the API's documents. */
const Version = Type.Object(
  {
    number: Type.Integer({ description: 'From 1, in the order of publication.' }),
    label: orNull(Type.String()),
    current: Type.Boolean(),
    file_name: Type.String(),
    format: orNull(Type.String()),
    mime: Type.String(),
    filesize: Type.Integer(),
    checksum: Type.Object({ type: Type.String(), value: Type.String() }),
    sha256: Type.String(),
    url: Type.String({ description: 'Serves these bytes for ever.' }),
    created_at: DateTime,
    author: orNull(UserReference),
    via: Type.String({ description: 'web, api, program or flow.' }),
    reason: orNull(Type.String()),
    restored_from: orNull(Type.Integer()),
    findings: orNull(
      Type.Object(
        { blocker: Type.Integer(), warning: Type.Integer(), advice: Type.Integer() },
        { description: 'What rules say of its content; null when it was never looked at, or was withdrawn.' },
      ),
    ),
    purged: orNull(Type.Object({ at: DateTime, reason: Type.String() })),
  },
  { title: 'FileVersion' },
)

const Change = Type.Object(
  {
    kind: Type.String({ description: 'added, replaced or restored.' }),
    at: DateTime,
    resource: Type.Object({ id: Type.String(), title: orNull(Type.String()) }),
    version: Version,
  },
  { title: 'FileChange' },
)

const Cells = Type.Array(orNull(Type.String()))
const Names = Type.Array(Type.String())

/** `presentComparison`. */
export const ComparisonModel = Type.Object(
  {
    columns: Type.Object({
      added: Names,
      removed: Names,
      renamed: Type.Array(Type.Object({ from: Type.String(), to: Type.String() })),
      retyped: Type.Array(Type.Object({ name: Type.String(), from: Type.String(), to: Type.String() })),
      reordered: Type.Boolean(),
    }),
    format: Type.Array(Type.Object({ what: Type.String(), from: Type.String(), to: Type.String() })),
    rows: Type.Object({
      before: Type.Integer(),
      after: Type.Integer(),
      key: orNull(Names),
      added: Type.Integer(),
      removed: Type.Integer(),
      changed: orNull(Type.Integer()),
      changed_by_column: Type.Array(Type.Object({ name: Type.String(), count: Type.Integer() })),
    }),
    shown: Names,
    samples: Type.Object({
      added: Type.Array(Cells),
      removed: Type.Array(Cells),
      changed: Type.Array(Type.Object({ before: Cells, after: Cells })),
    }),
  },
  { title: 'Comparison' },
)

const VersionComparison = Type.Object(
  {
    from: Type.Integer(),
    to: Type.Integer(),
    same_bytes: Type.Boolean(),
    filesize: Type.Object({ from: Type.Integer(), to: Type.Integer() }),
    comparison: orNull(ComparisonModel),
    findings: Type.Array(Type.Object({ rule: Type.String(), severity: Type.String(), message: Type.String() })),
  },
  { title: 'VersionComparison' },
)

/** What each operation of v1 answers with. */
export const versionAnswers: Answers = {
  list_versions: answers(Type.Array(Version)),
  get_version: answers(Version),
  label_version: answers(Version),
  purge_version: empties,
  restore_version: answers(Resource),
  list_changes: answers(pageOf(Change)),
  compare_versions: answers(VersionComparison),
  get_difference_csv: sends('text/csv'),
  get_difference_parquet: sends('application/vnd.apache.parquet'),
  changes_feed: sends('application/atom+xml'),
}
