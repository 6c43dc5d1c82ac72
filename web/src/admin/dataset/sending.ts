import type { Deposit, DepositReport, PublishedDeposit, Resource } from '@cimaise/client'
import type { FileRef, Question } from './arrival.rules.ts'
import { rowChanges } from './report-words.ts'
import { sendingWords as w } from './sending-words.ts'

/** A file on its way to the dataset. */
export type Sending = {
  id: number
  file: { name: string; size: number }
  /** Null for a deposit that was there already: left by an earlier visit, a colleague or a program. */
  bytes: File | null
  /** The file that this one replaces, if any. */
  replaces: FileRef | null
  /** `choosing`: nothing left yet, a person says where it goes. `asking`: its report is there, a person decides. */
  state: 'choosing' | 'waiting' | 'sending' | 'asking' | 'failed'
  question: Question | null
  deposit: Deposit | null
  loaded: number
  total: number
  /** When its bytes began to leave, and how many were there already: what the pace is made of. */
  startedAt: number
  resumedFrom: number | null
  /** No connection for now: it goes on by itself. */
  cut: boolean
  /** Of a large file that arrived whole: trying again doesn’t send it again. */
  upload: string | null
  error: string
  /** Refused before leaving: sending it again would change nothing. */
  hopeless: boolean
  controller: AbortController
}

export type NewSending = Pick<Sending, 'file' | 'bytes' | 'deposit'> & {
  replaces: Resource | null
  problem?: string
  question?: Question | null
}

let next = 1

export const newSending = ({ replaces, problem = '', question = null, ...about }: NewSending): Sending => ({
  ...about,
  id: next++,
  replaces: replaces && { id: replaces.id, title: replaces.title },
  state: problem ? 'failed' : question ? 'choosing' : 'waiting',
  question,
  loaded: 0,
  total: about.file.size,
  startedAt: 0,
  resumedFrom: null,
  cut: false,
  upload: null,
  error: problem,
  hopeless: problem !== '',
  controller: new AbortController(),
})

/** Published without a question: nothing is wrong with it, and nobody published in between. */
export const mayGo = ({ verdict, findings, overtaken_by: overtaken }: DepositReport): boolean =>
  verdict !== 'confirm' &&
  !overtaken &&
  findings.every(({ severity, silenced }) => severity === 'advice' || silenced !== null)

/** What became of it, in a sentence. */
export const outcomeOf = (
  { extras, unchanged, overtook }: PublishedDeposit,
  { replaces, deposit }: Sending,
): string => {
  if (unchanged) return w.unchanged
  const version = extras['cimaise:version']
  if (!replaces || typeof version !== 'number') return w.added
  const { comparison } = deposit?.report ?? {}
  const parts = [
    w.published(version),
    comparison && `${rowChanges(comparison)}.`,
    overtook && w.overtook(overtook.version),
  ]
  return parts.filter(Boolean).join(' ')
}
