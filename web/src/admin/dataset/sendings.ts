import {
  discardDeposit,
  fixDeposit,
  getDeposit,
  listDeposits,
  publishDeposit,
  type DepositReport,
  type Feeding,
  type Fix,
  type PublishedDeposit,
  type Resource,
} from '@cimaise/client'
import { computed, reactive, ref } from 'vue'
import { isAbort, isCode, isStatus, messageOf } from '../failures.ts'
import { depositRules } from '../references.ts'
import { toast } from '../toasts.ts'
import { feedingQuestion, nameQuestion, type FileRef } from './arrival.rules.ts'
import { problemOf } from './deposit.rules.ts'
import { looked, sendDeposit } from './send-deposit.ts'
import { mayGo, newSending, outcomeOf, type NewSending, type Sending } from './sending.ts'
import { sendingWords as w } from './sending-words.ts'
import type { DatasetStore } from './store.ts'

export type { Sending } from './sending.ts'

/** More at once share one line: none comes sooner. */
const AT_ONCE = 3

/** Files on their way: they go on while the reader looks at another tab. */
export const createSendings = (
  { dataset, refresh }: DatasetStore,
  feedingOf: (resource: string) => Feeding | undefined = () => undefined,
) => {
  const list = ref<Sending[]>([])
  const outcomes = reactive(new Map<string, string>())

  const add = async (files: Iterable<File>, replaces: Resource | null = null): Promise<void> => {
    const rules = await depositRules().catch(() => null)
    for (const file of files) {
      const problem = problemOf(file, rules)
      const question = nameQuestion(file.name, replaces, dataset.value.resources) ?? fedQuestion(replaces)
      push({ file, bytes: file, replaces, deposit: null, problem, question })
    }
    start()
  }

  const fedQuestion = (target: FileRef | null) => (target ? feedingQuestion(feedingOf(target.id)) : null)

  /** Where it goes: in the place of a file, or beside the others. */
  const settle = (one: Sending, replaces: FileRef | null): void => {
    const question = one.question?.kind === 'fed' ? null : fedQuestion(replaces)
    Object.assign(one, { replaces, question, state: question ? 'choosing' : 'waiting' })
    start()
  }

  /** Deposits that wait for a person: a page that was closed, or somebody else, left them. */
  const findWaiting = async (): Promise<void> => {
    const known = list.value.map(({ deposit }) => deposit?.id)
    for (const deposit of (await listDeposits(dataset.value.id)).toReversed()) {
      if (known.includes(deposit.id)) continue
      const replaces = dataset.value.resources.find(({ id }) => id === deposit.resource) ?? null
      push({ file: { name: deposit.file_name, size: deposit.filesize }, bytes: null, replaces, deposit })
    }
    start()
  }

  const push = (about: NewSending): void => void list.value.push(newSending(about))

  const start = (): void => {
    const free = AT_ONCE - list.value.filter((one) => one.state === 'sending').length
    for (const one of list.value.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) void send(one)
  }

  const send = async (one: Sending): Promise<void> => {
    Object.assign(one, { state: 'sending', loaded: 0, startedAt: Date.now(), resumedFrom: null, cut: false, error: '' })
    try {
      one.deposit = await sendDeposit(dataset.value.id, one)
      one.controller.signal.throwIfAborted()
      // What somebody left waiting is never published without a word.
      if (one.bytes && one.deposit.report && mayGo(one.deposit.report))
        await publish(one, { reason: null, confirm: false })
      else one.state = 'asking'
    } catch (error) {
      // It is not what was sent, or it was forgotten: the next try sends it again.
      if (isStatus(error, 400) || isStatus(error, 404)) one.upload = null
      if (isAbort(error)) await giveUp(one)
      // It is there and was looked at: what is left is that somebody agrees, with its report before them.
      else if (isCode(error, 'second_person_needed') && one.deposit?.report) one.state = 'asking'
      else Object.assign(one, { state: 'failed', error: messageOf(error) })
    }
    start()
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
    toast(w.discarded(one.file.name))
    remove(one)
  }

  const say = (one: Sending, answer: PublishedDeposit): void => {
    const sentence = outcomeOf(answer, one)
    outcomes.set(answer.id, sentence)
    toast(`${one.replaces?.title ?? answer.title}${w.colon} ${sentence}`)
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
  const active = computed(() => list.value.some(({ state }) => ['choosing', 'waiting', 'sending'].includes(state)))
  return { list, outcomes, active, add, settle, findWaiting, cancel, retry, publish, fix, reread, discard }
}

export type Sendings = ReturnType<typeof createSendings>
