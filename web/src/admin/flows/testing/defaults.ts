import type { Defaults } from '../form.rules.ts'

/** As `GET /api/1/flows/defaults/` answers. */
export const DEFAULTS: Defaults = {
  files: {
    selection: { exclude: [], min_bytes: null, max_bytes: null, settle_seconds: 60 },
    mapping: {
      identity: [],
      several: 'fail',
      resource: { title: null, description: null, file_name: null, type: 'main', order: null },
      vanished: 'alert',
      convert: null,
    },
    owns: [],
    schedule: { kind: 'cron', expression: '0 6 * * *', time_zone: 'Europe/Paris' },
    gates: {
      blocker: 'hold',
      warning: 'warn',
      rules: { 'schema-removed-column': 'hold', 'schema-renamed-column': 'hold' },
      rows: { min_percent: -30, max_percent: 200, minimum: null, action: 'hold' },
    },
    expected_days: null,
    alerts: { people: 'admins', mails: [], webhooks: [] },
    destination: { kind: 'here' },
  },
  mirror: { files: 'link' },
  kinds: {
    s3: { region: 'us-east-1', prefix: '', path_style: true },
    web: { index: false },
    sftp: { port: 22, folder: '.', host_key: null },
    ftps: { port: 21, folder: '/', implicit: false },
    template: { description: '', tags: [], license: null, frequency: null, private: true },
  },
}
