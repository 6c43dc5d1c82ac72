/** Every setting of a process: name, type, default, help. The only reader of the environment. */
import { isAbsolute, resolve } from 'node:path'

export interface Config {
  port: number
  host: string
  dataDir: string
  /** Absolute address that people and clients use, without a final slash; null: made of host and port. */
  publicUrl: string | null
  databaseUrl: string | null
  logLevel: (typeof LOG_LEVELS)[number]
  maxUploadBytes: number
  /** What must stay free on the disk of the files. */
  minFreeBytes: number
  /** What one organization or person may keep, all versions counted; null: no limit. */
  quotaBytes: number | null
  inspection: InspectionSettings
  /** Origins whose pages may act with the visitor's session. */
  corsOrigins: string[]
  readOnly: boolean
  firstAdmin: { email: string; password: string } | null
  mail: { smtpUrl: string | null; from: string }
  /** Whether an account must confirm its address before it signs in. */
  confirmEmail: boolean
  /** What secrets at rest are encrypted with; null: a key of our own in `dataDir`. */
  secretKey: string | null
  /** Hosts and networks that links may lead to although they are private. */
  outgoingAllow: string[]
  /** Folder of the disk below which flows may read; null: none. */
  flowFolders: string | null
  /** Whether links are visited; a server without the Internet would find them all broken. */
  checkLinks: boolean
  /** Somebody else's crawler, told of every file that changes; null: links are checked here. */
  crawler: { url: string; token: string | null } | null
  /** How long the audit log is kept. */
  auditDays: number
}

/** What one inspection may take; a file that takes more is published without its table. */
export interface InspectionSettings {
  memoryMb: number
  /** Null: a minute, and a second per megabyte. */
  timeoutSeconds: number | null
  limits: { unpackedBytes: number; cells: number; nesting: number }
}

export interface Setting {
  name: string
  default: string
  help: string
  secret?: boolean
}

/** A list for people: one line a setting that is wrong. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(['Cimaise cannot start, these settings are wrong:', ...problems.map((line) => `  - ${line}`)].join('\n'))
    this.name = 'ConfigError'
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** In the order of `npx cimaise config`. */
export const SETTINGS: Setting[] = [
  { name: 'PORT', default: '7000', help: 'port that the server listens on; 0 takes a free one' },
  { name: 'HOST', default: '127.0.0.1', help: 'address that the server listens on' },
  { name: 'DATA_DIR', default: './data', help: 'folder of the files and of the embedded database' },
  { name: 'PUBLIC_URL', default: '', help: 'address that people use, for example https://donnees.example.fr' },
  { name: 'DATABASE_URL', default: '', help: 'PostgreSQL to use; unset: an embedded one is started', secret: true },
  { name: 'LOG_LEVEL', default: 'info', help: `one of ${LOG_LEVELS.join(', ')}` },
  { name: 'MAX_UPLOAD_BYTES', default: '5368709120', help: 'largest file that can be deposited, in bytes' },
  { name: 'MIN_FREE_BYTES', default: '268435456', help: 'what must stay free on the disk: no file is taken below it' },
  { name: 'QUOTA_BYTES', default: '', help: 'what one organization or person may keep, all versions; unset: no limit' },
  { name: 'INSPECTION_MEMORY_MB', default: '1024', help: 'memory of one inspection; two run at once' },
  { name: 'INSPECTION_TIMEOUT_SECONDS', default: '', help: 'time of one; unset: a minute and a second per megabyte' },
  { name: 'INSPECTION_UNPACKED_BYTES', default: '5368709120', help: 'what an archive or a workbook may unpack to' },
  { name: 'INSPECTION_CELLS', default: '50000000', help: 'cells that are read of a spreadsheet or of a JSON file' },
  { name: 'INSPECTION_NESTING', default: '100', help: 'depth of a JSON or XML file' },
  { name: 'CORS_ORIGINS', default: '', help: 'other sites whose pages may use the visitor’s session, with commas' },
  { name: 'READ_ONLY', default: 'false', help: 'true: nothing new is accepted, but from site administrators' },
  { name: 'CIMAISE_ADMIN_EMAIL', default: '', help: 'first administrator, created at start if missing' },
  { name: 'CIMAISE_ADMIN_PASSWORD', default: '', help: 'password of the first administrator', secret: true },
  { name: 'SMTP_URL', default: '', help: 'server that sends mails; unset: files in DATA_DIR/outbox', secret: true },
  { name: 'MAIL_FROM', default: '', help: 'sender of mails, for example Culture <donnees@culture.example>' },
  { name: 'CONFIRM_EMAIL', default: '', help: 'true or false; unset: true when SMTP_URL is set' },
  { name: 'SECRET_KEY', default: '', help: 'encrypts secrets at rest; unset: DATA_DIR/secret.key', secret: true },
  {
    name: 'OUTGOING_ALLOW',
    default: '',
    help: 'private hosts or networks that links and flows may reach, with commas',
  },
  { name: 'FLOW_FOLDERS', default: '', help: 'folder below which flows may read files of this server; unset: none' },
  { name: 'CHECK_LINKS', default: 'true', help: 'true or false: whether links are visited to see if they answer' },
  { name: 'CRAWLER_URL', default: '', help: 'a hydra that is told of files and checks links; unset: checked here' },
  { name: 'CRAWLER_TOKEN', default: '', help: 'what that crawler asks for (Authorization: Bearer)', secret: true },
  { name: 'AUDIT_DAYS', default: '365', help: 'how long the audit log is kept, in days; 30 at least' },
]

type Environment = Record<string, string | undefined>

/** What was set for each setting, as it was written; undefined when it was not. */
export const settingsAsWritten = (env: Environment = process.env): Map<string, string | undefined> =>
  new Map(SETTINGS.map(({ name }) => [name, env[name]?.trim() || undefined]))

/** The settings of `env`, checked. Throws `ConfigError` with every problem at once. */
export const readConfig = (env: Environment = process.env, cwd = process.cwd()): Config => {
  const problems: string[] = []
  const text = (name: string): string => env[name]?.trim() || (SETTINGS.find((s) => s.name === name)?.default ?? '')
  const check = <T>(name: string, parsed: T | undefined, wish: string): T => {
    if (parsed === undefined) problems.push(`${name} must be ${wish}`)
    return parsed as T
  }

  const config: Config = {
    port: check('PORT', integerIn(text('PORT'), 0, 65_535), 'a port number between 0 and 65535'),
    host: text('HOST'),
    dataDir: isAbsolute(text('DATA_DIR')) ? text('DATA_DIR') : resolve(cwd, text('DATA_DIR')),
    publicUrl: check('PUBLIC_URL', optionalUrl(text('PUBLIC_URL'), ['http:', 'https:']), 'an http or https address'),
    databaseUrl: check(
      'DATABASE_URL',
      optionalUrl(text('DATABASE_URL'), ['postgres:', 'postgresql:']),
      'like postgres://user:password@host:5432/database',
    ),
    logLevel: check(
      'LOG_LEVEL',
      LOG_LEVELS.find((level) => level === text('LOG_LEVEL')),
      `one of ${LOG_LEVELS.join(', ')}`,
    ),
    maxUploadBytes: check(
      'MAX_UPLOAD_BYTES',
      integerIn(text('MAX_UPLOAD_BYTES'), 1, HUGE),
      'a number of bytes, at least 1',
    ),
    minFreeBytes: check('MIN_FREE_BYTES', integerIn(text('MIN_FREE_BYTES'), 0, HUGE), 'a number of bytes, at least 0'),
    quotaBytes: check('QUOTA_BYTES', optionalInteger(text('QUOTA_BYTES'), 1, HUGE), 'a number of bytes, at least 1'),
    inspection: {
      memoryMb: check(
        'INSPECTION_MEMORY_MB',
        integerIn(text('INSPECTION_MEMORY_MB'), 256, 1_048_576),
        'a number of megabytes, at least 256',
      ),
      timeoutSeconds: check(
        'INSPECTION_TIMEOUT_SECONDS',
        optionalInteger(text('INSPECTION_TIMEOUT_SECONDS'), 1, 86_400),
        'a number of seconds, from 1 to 86400',
      ),
      limits: {
        unpackedBytes: check(
          'INSPECTION_UNPACKED_BYTES',
          integerIn(text('INSPECTION_UNPACKED_BYTES'), 1, HUGE),
          'a number of bytes, at least 1',
        ),
        cells: check('INSPECTION_CELLS', integerIn(text('INSPECTION_CELLS'), 1, HUGE), 'a number, at least 1'),
        nesting: check('INSPECTION_NESTING', integerIn(text('INSPECTION_NESTING'), 1, 10_000), 'from 1 to 10000'),
      },
    },
    corsOrigins: check('CORS_ORIGINS', origins(text('CORS_ORIGINS')), 'like https://portail.example.fr,https://…'),
    readOnly: check('READ_ONLY', yesOrNo(text('READ_ONLY'), false), 'true or false'),
    firstAdmin: firstAdminOf(text('CIMAISE_ADMIN_EMAIL'), text('CIMAISE_ADMIN_PASSWORD'), problems),
    mail: {
      smtpUrl: check(
        'SMTP_URL',
        optionalUrl(text('SMTP_URL'), ['smtp:', 'smtps:']),
        'like smtp://user:password@host:587',
      ),
      from: text('MAIL_FROM') || 'Cimaise <cimaise@localhost>',
    },
    confirmEmail: check('CONFIRM_EMAIL', yesOrNo(text('CONFIRM_EMAIL'), text('SMTP_URL') !== ''), 'true or false'),
    secretKey: check('SECRET_KEY', keyOf(text('SECRET_KEY')), 'at least 32 characters'),
    // What they mean is judged where they are used (outgoing/).
    outgoingAllow: listOf(text('OUTGOING_ALLOW')),
    flowFolders: text('FLOW_FOLDERS') === '' ? null : resolve(cwd, text('FLOW_FOLDERS')),
    checkLinks: check('CHECK_LINKS', yesOrNo(text('CHECK_LINKS'), true), 'true or false'),
    crawler: crawlerOf(
      check('CRAWLER_URL', optionalUrl(text('CRAWLER_URL'), ['http:', 'https:']), 'an http or https address'),
      text('CRAWLER_TOKEN'),
      problems,
    ),
    auditDays: check('AUDIT_DAYS', integerIn(text('AUDIT_DAYS'), 30, 36_500), 'a number of days, from 30 to 36500'),
  }
  // A sender that nobody knows is refused by most mail servers, hours later and elsewhere.
  if (config.mail.smtpUrl && text('MAIL_FROM') === '') problems.push('MAIL_FROM must be set, since SMTP_URL is')
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

const HUGE = Number.MAX_SAFE_INTEGER

const integerIn = (text: string, min: number, max: number): number | undefined => {
  const number = Number(text)
  return /^\d+$/.test(text) && number >= min && number <= max ? number : undefined
}

const optionalInteger = (text: string, min: number, max: number): number | null | undefined =>
  text === '' ? null : integerIn(text, min, max)

const optionalUrl = (text: string, protocols: string[]): string | null | undefined => {
  if (text === '') return null
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) return undefined
  return text.replace(/\/+$/, '')
}

const listOf = (text: string): string[] => text.split(',').flatMap((item) => item.trim() || [])

const origins = (text: string): string[] | undefined => {
  const list = listOf(text)
  return list.every((item) => URL.canParse(item) && new URL(item).origin === item) ? list : undefined
}

const yesOrNo = (text: string, fallback: boolean): boolean | undefined => {
  if (text === '') return fallback
  return text === 'true' ? true : text === 'false' ? false : undefined
}

const keyOf = (text: string): string | null | undefined => {
  if (text === '') return null
  return text.length >= 32 ? text : undefined
}

const crawlerOf = (url: string | null, token: string, problems: string[]): Config['crawler'] => {
  if (url === null && token !== '') problems.push('CRAWLER_URL must be set, since CRAWLER_TOKEN is')
  return url ? { url, token: token || null } : null
}

const firstAdminOf = (email: string, password: string, problems: string[]): Config['firstAdmin'] => {
  if (email === '' && password === '') return null
  if (email === '' || password === '') {
    problems.push('CIMAISE_ADMIN_EMAIL and CIMAISE_ADMIN_PASSWORD go together: set both or none')
  }
  return { email, password }
}
