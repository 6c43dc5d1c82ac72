import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../db/index.ts'
import { runDueTasks } from '../jobs/index.ts'
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts'
import { composeMail, createMailer, mailTask, sendMail, type Mailer } from './index.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'cimaise-mail-'))
})
afterAll(async () => {
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const from = 'Musée <musee@culture.example>'
const letter = composeMail({
  to: 'camille@culture.example',
  lang: 'fr',
  subject: 'Été à l’écran',
  paragraphs: ['Bonjour <Camille>,', 'une\nligne'],
  link: { label: 'Ouvrir', url: 'https://culture.example/?a=1&b=2' },
  after: ['À bientôt.'],
})
const runWith = (mailer: Mailer): Promise<void> => runDueTasks(database.pool, [mailTask(mailer)], () => {})
const waiting = async (): Promise<number> =>
  Number((await database.pool.query('select count(*) n from graphile_worker.jobs')).rows[0].n)

const failed = async (): Promise<number> =>
  (await database.pool.query('select 1 from graphile_worker.jobs where last_error is not null')).rows.length

test('a letter is text and HTML that say the same, markup escaped', () => {
  expect(letter.text).toBe(
    'Bonjour <Camille>,\n\nune\nligne\n\nOuvrir :\nhttps://culture.example/?a=1&b=2\n\nÀ bientôt.\n',
  )
  expect(letter.html).toContain('<p>Bonjour &lt;Camille&gt;,</p>')
  expect(letter.html).toContain('href="https://culture.example/?a=1&amp;b=2"')
  expect(letter.html).toContain('<html lang="fr">')
})

test('without a mail server, a mail is a file that only its owner reads', async () => {
  const outbox = join(folder, 'outbox')
  await sendMail(database.db, letter)
  await runWith(createMailer({ smtpUrl: null, from, outbox }))
  const [name] = await readdir(outbox)
  expect(name).toMatch(/^[0-9a-f-]{36}\.eml$/)
  const eml = await readFile(join(outbox, name!), 'utf8')
  expect(eml).toMatch(/^To: camille@culture\.example$/m)
  expect(eml).toMatch(/^From: =\?UTF-8\?.*<musee@culture\.example>$/m)
  expect(eml).toContain('multipart/alternative')
  expect((await stat(join(outbox, name!))).mode & 0o777).toBe(0o600)
  await expect.poll(waiting).toBe(0)
})

test('a transaction that fails sends nothing', async () => {
  const failing = inTransaction(database.db, async (tx) => {
    await sendMail(tx, letter)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect.poll(waiting).toBe(0)
})

test('a mail server is spoken to in SMTP; while it is away the mail waits', async () => {
  const server = await smtpServer()
  const mailer = createMailer({ smtpUrl: `smtp://127.0.0.1:${server.port}`, from, outbox: folder })
  await sendMail(database.db, letter)
  server.refuse(true)
  await runWith(mailer)
  // The failure is written down just after the run.
  await expect.poll(failed).toBe(1)
  server.refuse(false)
  await database.pool.query("update graphile_worker._private_jobs set run_at = now() - interval '1 minute'")
  await runWith(mailer)
  await expect.poll(waiting).toBe(0)
  expect(server.received()).toMatch(/MAIL FROM:<musee@culture\.example>/)
  expect(server.received()).toMatch(/RCPT TO:<camille@culture\.example>/)
  expect(server.received()).toMatch(/Message-ID: <[0-9a-f-]{36}@cimaise>/i)
  mailer.close()
  server.close()
})

/** The least of RFC 5321: a mail server is not ours. */
const smtpServer = async () => {
  let received = ''
  let refusing = false
  const talk = (socket: Socket): void => {
    let inData = false
    socket.on('error', () => {})
    socket.write(refusing ? '421 later\r\n' : '220 here\r\n')
    socket.on('data', (bytes) => {
      const text = bytes.toString()
      received += text
      if (inData) {
        if (/\r\n\.\r\n$/.test(received)) {
          inData = false
          socket.write('250 taken\r\n')
        }
        return
      }
      inData = /^DATA/i.test(text)
      socket.write(inData ? '354 go on\r\n' : /^QUIT/i.test(text) ? '221 bye\r\n' : '250 fine\r\n')
    })
  }
  const server = createServer(talk)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    received: () => received,
    refuse: (now: boolean) => void (refusing = now),
    close: () => server.close(),
  }
}
