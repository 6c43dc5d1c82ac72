import { randomUUID } from 'node:crypto'
import type { Db } from '../db/index.ts'
import { enqueue, type Task } from '../jobs/index.ts'
import type { Mailer } from './mailer.ts'
import type { Mail, Posting } from './model.ts'

const TASK = 'send-mail'

/** Sends a mail once the transaction has committed, and tries again with more and more patience when nobody takes it. */
export const sendMail = (tx: Db, mail: Mail): Promise<void> => {
  const posting: Posting = { id: randomUUID(), ...mail }
  return enqueue(tx, TASK, posting)
}

/**
 * Hands a mail over. Twice is harmless: a file is written over itself, and the same Message-ID tells mail servers and
 * readers that the second copy (after a kill between « sent » and « done ») is the first one.
 */
export const mailTask = (mailer: Mailer): Task => ({
  name: TASK,
  run: (payload) => mailer.deliver(payload as Posting),
})
