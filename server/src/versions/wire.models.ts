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

/** What each operation of v1 answers with. */
export const versionAnswers: Answers = {
  list_versions: answers(Type.Array(Version)),
  get_version: answers(Version),
  label_version: answers(Version),
  purge_version: empties,
  restore_version: answers(Resource),
  list_changes: answers(pageOf(Change)),
  changes_feed: sends('application/atom+xml'),
}
