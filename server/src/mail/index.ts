/** Mails: written by whoever has something to say, sent by a job. */
export { composeMail, type Letter } from './compose-mail.ts'
export { createMailer, type Mailer, type MailerOptions } from './mailer.ts'
export type { Mail } from './model.ts'
export { mailTask, sendMail } from './send-mail.ts'
