import {
  createDeposit,
  createDepositOf,
  discardDeposit,
  fixDeposit,
  getDeposit,
  listDeposits,
  publishDeposit,
  type Deposit,
  type DepositReport,
  type Fix,
  type PublishedDeposit,
  type Resource,
} from '@cimaise/client'
import { computed, reactive, ref } from 'vue'
import { isAbort, isCode, isStatus, messageOf } from '../failures.ts'
import { depositRules } from '../references.ts'
import { toast } from '../toasts.ts'
import { problemOf } from './deposit.rules.ts'
import { rowChanges } from './report-words.ts'
import { RESUMABLE_BYTES, sendResumable, throughCuts } from './resumable.ts'
import type { DatasetStore } from './store.ts'

export type Sending = {
  id: number
  file: { name: string; size: number }
  /** Null for a deposit that was there already: left by an earlier visit, a colleague or a program. */
  bytes: File | null
  /** The file that this one replaces, if any. */
  replaces: { id: string; title: string } | null
  /** `asking`: its report is there, a person decides. */
  state: 'waiting' | 'sending' | 'asking' | 'failed'
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

const AT_ONCE = 2

type NewSending = Pick<Sending, 'file' | 'bytes' | 'deposit'> & { replaces: Resource | null; problem: string }

/** Files on their way: they go on while the reader looks at another tab. */
export const createSendings = ({ dataset, refresh }: DatasetStore) => {
  const list = ref<Sending[]>([])
  const outcomes = reactive(new Map<string, string>())
  let next = 1

  const add = async (files: Iterable<File>, replaces: Resource | null = null): Promise<void> => {
    const rules = await depositRules().catch(() => null)
    for (const file of files) {
      const problem = problemOf(file, rules)
      push({ file, bytes: file, replaces, deposit: null, problem })
    }
    start()
  }

  /** Deposits that wait for a person: a page that was closed, or somebody else, left them. */
  const findWaiting = async (): Promise<void> => {
    const known = list.value.map(({ deposit }) => deposit?.id)
    for (const deposit of (await listDeposits(dataset.value.id)).toReversed()) {
      if (known.includes(deposit.id)) continue
      const replaces = dataset.value.resources.find(({ id }) => id === deposit.resource) ?? null
      push({ file: { name: deposit.file_name, size: deposit.filesize }, bytes: null, replaces, deposit, problem: '' })
    }
    start()
  }

  const push = ({ replaces, problem, ...about }: NewSending): void => {
    list.value.push({
      ...about,
      id: next++,
      replaces: replaces && { id: replaces.id, title: replaces.title },
      state: problem ? 'failed' : 'waiting',
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
  }

  const start = (): void => {
    const free = AT_ONCE - list.value.filter((one) => one.state === 'sending').length
    for (const one of list.value.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) void send(one)
  }

  const send = async (one: Sending): Promise<void> => {
    Object.assign(one, { state: 'sending', loaded: 0, startedAt: Date.now(), resumedFrom: null, cut: false, error: '' })
    try {
      one.deposit = await deposit(one)
      one.controller.signal.throwIfAborted()
      // What somebody left waiting is never published without a word.
      if (one.bytes && one.deposit.report && mayGo(one.deposit.report))
        await publish(one, { reason: null, confirm: false })
      else one.state = 'asking'
    } catch (error) {
      // It is not what was sent, or it was forgotten: the next try sends it again.
      if (isStatus(error, 400) || isStatus(error, 404)) one.upload = null
      if (isAbort(error)) await giveUp(one)
      // It is there and was looked at: what is left is that somebody agrees.
      else if (isCode(error, 'second_person_needed')) one.state = 'asking'
      else Object.assign(one, { state: 'failed', error: messageOf(error) })
    }
    start()
  }

  /** Its bytes, then their report. A large file survives cuts, a small one is sent again. */
  const deposit = async (one: Sending): Promise<Deposit> => {
    const { id } = dataset.value
    const { bytes } = one
    if (!bytes) return found(one)
    const resource = one.replaces?.id ?? null
    const onProgress = (loaded: number, total: number): void =>
      void Object.assign(one, { loaded, total, cut: false, resumedFrom: one.resumedFrom ?? loaded })
    const { signal } = one.controller
    const options = { onProgress, signal, onCut: () => void (one.cut = true) }
    if (bytes.size < RESUMABLE_BYTES) {
      one.deposit = await createDeposit(id, resource, bytes, options)
      return looked(one.deposit, signal)
    }
    const upload = (one.upload ??= await sendResumable(bytes, { ...options, dataset: id, resource }))
    one.deposit = await throughCuts(() => createDepositOf(id, resource, upload), options)
    one.cut = false
    return looked(one.deposit, signal)
  }

  const found = async (one: Sending): Promise<Deposit> => {
    one.loaded = one.total
    return looked(await getDeposit(dataset.value.id, one.deposit?.id ?? ''), one.controller.signal)
  }

  /** Stopped while it was sent or looked at. What can't be given up now is forgotten in a week. */
  const giveUp = async (one: Sending): Promise<void> => {
    if (one.bytes && one.deposit) await discardDeposit(dataset.value.id, one.deposit.id).catch(() => undefined)
    remove(one)
  }

  /** Makes the file current, by the reader's yes or because nothing was to be said of it. */
  const publish = async (one: Sending, decision: { reason: string | null; confirm: boolean }): Promise<void> => {
    if (!one.deposit) return
    const { id, sha256 } = one.deposit
    const answer = await publishDeposit(dataset.value.id, id, { ...decision, sha256 }).catch(async (error: unknown) => {
      // It isn't what the reader saw any more: they see it as it is, and why nothing was published.
      if (isStatus(error, 409) && one.state === 'asking') await reread(one)
      throw error
    })
    say(one, answer)
    await refresh().catch((error: unknown) => toast(messageOf(error)))
    remove(one)
  }

  /** The report is that of the file made anew. */
  const fix = async (one: Sending, fixes: Fix[]): Promise<void> => {
    if (one.deposit) one.deposit = await looked(await fixDeposit(dataset.value.id, one.deposit.id, fixes))
  }

  const reread = async (one: Sending): Promise<DepositReport | null> => {
    if (!one.deposit) return null
    one.deposit = await looked(await getDeposit(dataset.value.id, one.deposit.id))
    return one.deposit.report
  }

  const discard = async (one: Sending): Promise<void> => {
    try {
      if (one.deposit) await discardDeposit(dataset.value.id, one.deposit.id)
    } catch (error) {
      // A colleague gave it up, or its week went by: it is gone as asked.
      if (!isStatus(error, 404)) throw error
    }
    toast(`${one.file.name} : rien n’a été publié.`)
    remove(one)
  }

  const say = (one: Sending, answer: PublishedDeposit): void => {
    const sentence = outcomeOf(answer, one)
    outcomes.set(answer.id, sentence)
    toast(`${one.replaces?.title ?? answer.title} : ${sentence}`)
  }

  const remove = (one: Sending): void => {
    list.value = list.value.filter(({ id }) => id !== one.id)
  }
  const cancel = (one: Sending): void => {
    one.controller.abort()
    if (one.state !== 'sending') remove(one)
  }
  const retry = (one: Sending): void => {
    Object.assign(one, { state: 'waiting', error: '', controller: new AbortController() })
    start()
  }
  const active = computed(() => list.value.some(({ state }) => state === 'waiting' || state === 'sending'))
  return { list, outcomes, active, add, findWaiting, cancel, retry, publish, fix, reread, discard }
}
export type Sendings = ReturnType<typeof createSendings>

const outcomeOf = ({ extras, unchanged, overtook }: PublishedDeposit, { replaces, deposit }: Sending): string => {
  if (unchanged) return 'Ce fichier est déjà en ligne : rien n’a changé.'
  const version = extras['cimaise:version']
  if (!replaces || typeof version !== 'number') return 'Fichier ajouté.'
  const changes = deposit?.report?.comparison ? ` ${rowChanges(deposit.report.comparison)}.` : ''
  const over = overtook ? ` La version ${overtook.version}, publiée entre-temps, reste dans l’historique.` : ''
  return `Version ${version} publiée.${changes}${over}`
}

/** Published without a question: nothing is wrong with it, and nobody published in between. */
const mayGo = ({ verdict, findings, overtaken_by: overtaken }: DepositReport): boolean =>
  verdict !== 'confirm' &&
  !overtaken &&
  findings.every(({ severity, silenced }) => severity === 'advice' || silenced !== null)

/** A large file takes longer than an answer waits: asked for again until its report is there. */
const looked = async (deposit: Deposit, signal?: AbortSignal): Promise<Deposit> => {
  let latest = deposit
  while (latest.state === 'looking') {
    signal?.throwIfAborted()
    latest = await getDeposit(deposit.dataset, deposit.id, signal)
  }
  return latest
}
