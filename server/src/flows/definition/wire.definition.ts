import Type from 'typebox'
import { orNull } from '../../openapi/index.ts'
import { DEFAULTS, KIND_DEFAULTS } from './defaults.rules.ts'
import { FIELD_NAMES } from './fields.rules.ts'
import { Mapping } from './wire.mapping.ts'
import { FlowSource } from './wire.source.ts'
import { EXACTLY, oneOf, optional, pattern, words } from './wire.words.ts'

const { files, mirror } = DEFAULTS
const ACTIONS = ['publish', 'warn', 'hold'] as const
const action = (usual: (typeof ACTIONS)[number], description: string) => optional(oneOf(ACTIONS, description), usual)
const bytes = (description: string) => optional(orNull(Type.Integer({ minimum: 0, description })), null)

const Schedule = Type.Union([
  Type.Object({ kind: Type.Literal('manual', { description: 'When somebody asks.' }) }, EXACTLY),
  Type.Object(
    {
      kind: Type.Literal('every', { description: 'At intervals.' }),
      minutes: Type.Integer({ minimum: 1, maximum: 44_640, description: 'Between the beginnings of two runs.' }),
    },
    EXACTLY,
  ),
  Type.Object(
    {
      kind: Type.Literal('cron', { description: 'At times of the clock.' }),
      expression: words('Minutes, hours, days, months, days of the week: `0 6 * * *` is every day at 6:00.', 200),
      time_zone: optional(words('Name of the time zone.', 100), KIND_DEFAULTS.cron.timeZone),
    },
    EXACTLY,
  ),
])

const Selection = Type.Object(
  {
    pattern: pattern(
      'Names of the files: `musees/liste_{annee}.csv`. `{annee}` is a part, `*` anything but a slash, `**` anything.',
    ),
    exclude: optional(Type.Array(pattern('Files that are not taken.'), { maxItems: 100 }), []),
    min_bytes: bytes('Smaller files are ignored.'),
    max_bytes: bytes('Larger files are ignored.'),
    settle_seconds: optional(
      Type.Integer({
        minimum: 0,
        maximum: 86_400,
        description: 'A new file is taken when it has not changed for so long.',
      }),
      files.selection.settleSeconds,
    ),
  },
  { ...EXACTLY, description: 'Which files of the source.' },
)

const percent = (usual: number, bounds: { minimum: number; maximum?: number }, description: string) =>
  optional(orNull(Type.Number({ ...bounds, description })), usual)
const { gates } = files
const Gates = Type.Object(
  {
    blocker: action(gates.blocker, 'What a blocker does: published, published and told, or held back.'),
    warning: action(gates.warning, 'What a warning does.'),
    rules: optional(
      Type.Record(Type.String({ maxLength: 100 }), oneOf(ACTIONS), {
        description: 'What a rule does, whatever its severity.',
      }),
      gates.rules,
    ),
    rows: optional(
      Type.Object(
        {
          min_percent: percent(-30, { minimum: -100, maximum: 0 }, 'Of rows lost since the version before: -30.'),
          max_percent: percent(200, { minimum: 0 }, 'Of rows gained: 200.'),
          minimum: optional(orNull(Type.Integer({ minimum: 0, description: 'Rows that a file has at least.' })), null),
          action: action(gates.rows.action, 'What too few or too many rows do.'),
        },
        EXACTLY,
      ),
      {},
    ),
  },
  { ...EXACTLY, description: 'What keeps a file from being published.' },
)

const Alerts = Type.Object(
  {
    people: optional(oneOf(['admins', 'all'], 'Of the organization: told in the application and by mail.'), 'admins'),
    mails: optional(Type.Array(words('Another address that is told.', 255), { maxItems: 20 }), []),
    webhooks: optional(Type.Array(words('Address of a program that is told.', 2_000), { maxItems: 10 }), []),
  },
  { ...EXACTLY, description: 'Who is told of failures and recoveries.' },
)

const Destination = Type.Union([
  Type.Object({ kind: Type.Literal('here') }, EXACTLY),
  Type.Object(
    {
      kind: Type.Literal('udata', { description: 'Another server that speaks udata’s API; its key is a credential.' }),
      server: words('Address of the server.', 2_000),
      dataset_id: words('Of the dataset there.', 100),
    },
    EXACTLY,
  ),
])

const common = {
  schedule: optional(Schedule, { kind: 'cron', expression: '0 6 * * *' }),
  alerts: optional(Alerts, {}),
}

/** A definition, as it comes in (what has a default may be left out) and as it goes out (whole). */
export const FlowDefinitionModel = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('files', { description: 'Files of a source.' }),
      source: FlowSource,
      selection: Selection,
      mapping: Mapping,
      owns: optional(
        Type.Array(oneOf(FIELD_NAMES), {
          maxItems: FIELD_NAMES.length,
          description: 'Fields that the flow writes besides files and dates.',
        }),
        [],
      ),
      ...common,
      gates: optional(Gates, {}),
      expected_days: optional(
        orNull(
          Type.Integer({
            minimum: 1,
            maximum: 4_000,
            description: 'Without a new file before people are told; null: what the frequency promises.',
          }),
        ),
        null,
      ),
      destination: optional(Destination, files.destination),
    },
    { ...EXACTLY, title: 'FlowFilesDefinition' },
  ),
  Type.Object(
    {
      kind: Type.Literal('mirror', { description: 'A catalogue of another server.' }),
      server: words('Address of the server, `https://www.data.gouv.fr`.', 2_000),
      perimeter: Type.Object(
        { by: oneOf(['organization', 'tag', 'topic']), value: words('Its id, slug or name.', 255) },
        { ...EXACTLY, description: 'Which datasets.' },
      ),
      files: optional(oneOf(['copy', 'link'], 'Their files are copied here, or linked.'), mirror.files),
      ...common,
    },
    { ...EXACTLY, title: 'FlowMirrorDefinition' },
  ),
])
