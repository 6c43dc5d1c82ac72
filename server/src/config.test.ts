import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

test('an empty environment gives the documented defaults', () => {
  expect(readConfig({}, '/srv')).toEqual({
    port: 7000,
    host: '127.0.0.1',
    dataDir: '/srv/data',
    publicUrl: null,
    databaseUrl: null,
    logLevel: 'info',
    maxUploadBytes: 5 * 1024 ** 3,
    minFreeBytes: 256 * 1024 ** 2,
    quotaBytes: null,
    inspection: {
      memoryMb: 1024,
      timeoutSeconds: null,
      limits: { unpackedBytes: 5 * 1024 ** 3, cells: 50_000_000, nesting: 100 },
    },
    corsOrigins: [],
    readOnly: false,
    firstAdmin: null,
    mail: { smtpUrl: null, from: 'Cimaise <cimaise@localhost>' },
    confirmEmail: false,
    secretKey: null,
    outgoingAllow: [],
    flowFolders: null,
    auditDays: 365,
    checkLinks: true,
    crawler: null,
  })
})

test('a final slash of the public address is dropped', () => {
  expect(readConfig({ PUBLIC_URL: 'https://donnees.example.fr/' }).publicUrl).toBe('https://donnees.example.fr')
})

test('every wrong setting is listed at once, by name', () => {
  const read = () =>
    readConfig({
      PORT: '70000',
      PUBLIC_URL: 'donnees',
      DATABASE_URL: 'mysql://x',
      LOG_LEVEL: 'loud',
      MAX_UPLOAD_BYTES: '2 Go',
      MIN_FREE_BYTES: '-1',
      QUOTA_BYTES: '10 Go',
      INSPECTION_MEMORY_MB: '64',
      INSPECTION_TIMEOUT_SECONDS: '0',
      INSPECTION_UNPACKED_BYTES: '1.5',
      INSPECTION_CELLS: 'all',
      INSPECTION_NESTING: '100000',
      CORS_ORIGINS: 'portail.example.fr',
      READ_ONLY: 'yes',
    })
  expect(read).toThrow(ConfigError)
  for (const name of [
    'PORT',
    'PUBLIC_URL',
    'DATABASE_URL',
    'LOG_LEVEL',
    'MAX_UPLOAD_BYTES',
    'MIN_FREE_BYTES',
    'QUOTA_BYTES',
    'INSPECTION_MEMORY_MB',
    'INSPECTION_TIMEOUT_SECONDS',
    'INSPECTION_UNPACKED_BYTES',
    'INSPECTION_CELLS',
    'INSPECTION_NESTING',
    'CORS_ORIGINS',
    'READ_ONLY',
  ])
    expect(read).toThrow(name)
})

test('an administrator without a password is refused', () => {
  expect(() => readConfig({ CIMAISE_ADMIN_EMAIL: 'a@b.example' })).toThrow('go together')
})

test('mails that leave have a sender, and make addresses be confirmed unless told not to', () => {
  const SMTP_URL = 'smtp://user:password@mail.example:587'
  const MAIL_FROM = 'Culture <donnees@culture.example>'
  expect(() => readConfig({ SMTP_URL })).toThrow('MAIL_FROM')
  expect(() => readConfig({ SMTP_URL: 'mail.example', MAIL_FROM })).toThrow('SMTP_URL must be like smtp://')
  expect(readConfig({ SMTP_URL, MAIL_FROM })).toMatchObject({
    confirmEmail: true,
    mail: { smtpUrl: SMTP_URL, from: MAIL_FROM },
  })
  expect(readConfig({ SMTP_URL, MAIL_FROM, CONFIRM_EMAIL: 'false' }).confirmEmail).toBe(false)
  expect(() => readConfig({ CONFIRM_EMAIL: 'maybe', SECRET_KEY: 'short' })).toThrow(/CONFIRM_EMAIL[^]*SECRET_KEY/)
})

test('limits of files are settings', () => {
  const env = { QUOTA_BYTES: '1000', INSPECTION_TIMEOUT_SECONDS: '30', INSPECTION_CELLS: '5', MIN_FREE_BYTES: '0' }
  expect(readConfig(env)).toMatchObject({
    ...{ quotaBytes: 1000, minFreeBytes: 0 },
    inspection: { timeoutSeconds: 30, limits: { cells: 5 } },
  })
})

test('a crawler has an address before it has a token', () => {
  expect(readConfig({ CRAWLER_URL: 'https://hydra.example/', CRAWLER_TOKEN: 'abc' }).crawler).toEqual({
    url: 'https://hydra.example',
    token: 'abc',
  })
  expect(readConfig({ CRAWLER_URL: 'https://hydra.example' }).crawler?.token).toBeNull()
  expect(() => readConfig({ CRAWLER_TOKEN: 'abc' })).toThrow('CRAWLER_URL must be set')
})
