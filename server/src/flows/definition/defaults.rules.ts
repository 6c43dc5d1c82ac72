import type { FilesDefinition, Gates, MirrorDefinition, Schedule } from '../model.ts'

/** Before people look, after the files of the night came. */
const EVERY_MORNING: Schedule = { kind: 'cron', expression: '0 6 * * *', timeZone: 'Europe/Paris' }

/** No column goes, rows stay within −30 % and +200 %, nothing is empty; what is grave waits for somebody. */
const CAREFUL: Gates = {
  blocker: 'hold',
  warning: 'warn',
  rules: { 'schema-removed-column': 'hold', 'schema-renamed-column': 'hold' },
  rows: { minPercent: -30, maxPercent: 200, minimum: null, action: 'hold' },
}

const ALERTS: FilesDefinition['alerts'] = { people: 'admins', mails: [], webhooks: [] }

/** What a definition is where it says nothing; the source, the pattern and the dataset are always said. */
export const DEFAULTS: { files: FilesDefaults; mirror: Pick<MirrorDefinition, 'files' | 'schedule' | 'alerts'> } = {
  files: {
    selection: { exclude: [], minBytes: null, maxBytes: null, settleSeconds: 60 },
    mapping: {
      identity: [],
      several: 'fail',
      resource: { title: null, description: null, fileName: null, type: 'main', order: null },
      vanished: 'alert',
      convert: null,
    },
    owns: [],
    schedule: EVERY_MORNING,
    gates: CAREFUL,
    expectedDays: null,
    alerts: ALERTS,
    destination: { kind: 'here' },
  },
  mirror: { files: 'link', schedule: EVERY_MORNING, alerts: ALERTS },
}

type FilesDefaults = Omit<FilesDefinition, 'kind' | 'source' | 'selection' | 'mapping'> & {
  selection: Omit<FilesDefinition['selection'], 'pattern'>
  mapping: Omit<FilesDefinition['mapping'], 'dataset'>
}

/** The same for each kind of source, of dataset and of schedule. */
export const KIND_DEFAULTS = {
  s3: { region: 'us-east-1', prefix: '', pathStyle: true },
  web: { index: false },
  sftp: { port: 22, folder: '.', hostKey: null },
  ftps: { port: 21, folder: '/', implicit: false },
  /** Private: somebody looks at the first files before everybody does. */
  template: { description: '', tags: [], license: null, frequency: null, private: true },
  cron: { timeZone: 'Europe/Paris' },
}
