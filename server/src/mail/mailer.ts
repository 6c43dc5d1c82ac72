import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
// SMTP and MIME (encodings, line lengths, TLS): protocols that nobody should write again. MIT-0, without dependencies.
import { createTransport } from 'nodemailer'
import type { Posting } from './model.ts'

export interface MailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…`; null: mails are files in `outbox`. */
  smtpUrl: string | null
  /** `Cimaise <donnees@culture.example>`. */
  from: string
  outbox: string
}

export interface Mailer {
  deliver(posting: Posting): Promise<void>
  close(): void
}

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** Sends by SMTP, or writes one `.eml` file a mail, which any mail reader opens. */
export const createMailer = ({ smtpUrl, from, outbox }: MailerOptions): Mailer =>
  smtpUrl === null ? fileMailer(outbox, from) : smtpMailer(smtpUrl, from)

const smtpMailer = (url: string, from: string): Mailer => {
  const transport = createTransport({ url, ...TIMEOUTS })
  return {
    deliver: async (posting) => void (await transport.sendMail(messageOf(posting, from))),
    close: () => transport.close(),
  }
}

const fileMailer = (outbox: string, from: string): Mailer => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return {
    deliver: async (posting) => {
      const { message } = await transport.sendMail(messageOf(posting, from))
      // They hold links that open accounts: nobody else on this machine reads them.
      await mkdir(outbox, { recursive: true, mode: 0o700 })
      const draft = join(outbox, `${posting.id}.tmp`)
      await writeFile(draft, message as Buffer, { mode: 0o600 })
      await rename(draft, join(outbox, `${posting.id}.eml`))
    },
    close: () => transport.close(),
  }
}

const messageOf = ({ id, to, subject, text, html, stopUrl }: Posting, from: string) => ({
  // An object, so that an address is never read as a list of them.
  to: { name: '', address: to },
  from,
  subject,
  text,
  html,
  messageId: `<${id}@cimaise>`,
  // Out-of-office replies to a machine help nobody.
  headers: {
    'Auto-Submitted': 'auto-generated',
    ...(stopUrl && { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  },
})
