import { replaceFile, uploadFile, type Resource, type UploadedResource } from '@cimaise/client'
import { computed, reactive, ref } from 'vue'
import { isAbort, messageOf } from '../failures.ts'
import { depositRules } from '../references.ts'
import { toast } from '../toasts.ts'
import { problemOf } from './deposit.rules.ts'
import type { DatasetStore } from './store.ts'

export type Sending = {
  id: number
  file: File
  /** The file that this one replaces, if any. */
  replaces: { id: string; title: string } | null
  state: 'waiting' | 'sending' | 'failed'
  loaded: number
  total: number
  startedAt: number
  error: string
  /** Refused before leaving: sending it again would change nothing. */
  hopeless: boolean
  controller: AbortController
}

const AT_ONCE = 2

/** Files on their way: they go on while the reader looks at another tab. */
export const createSendings = ({ dataset, refresh }: DatasetStore) => {
  const list = ref<Sending[]>([])
  const outcomes = reactive(new Map<string, string>())
  let next = 1

  const add = async (files: Iterable<File>, replaces: Resource | null = null): Promise<void> => {
    const rules = await depositRules().catch(() => null)
    for (const file of files) {
      const problem = problemOf(file, rules)
      list.value.push({
        id: next++,
        file,
        replaces: replaces && { id: replaces.id, title: replaces.title },
        state: problem ? 'failed' : 'waiting',
        loaded: 0,
        total: file.size,
        startedAt: 0,
        error: problem,
        hopeless: problem !== '',
        controller: new AbortController(),
      })
    }
    start()
  }

  const start = (): void => {
    const free = AT_ONCE - list.value.filter((one) => one.state === 'sending').length
    for (const one of list.value.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) void send(one)
  }

  const send = async (one: Sending): Promise<void> => {
    Object.assign(one, { state: 'sending', loaded: 0, startedAt: Date.now(), error: '' })
    const onProgress = (loaded: number, total: number): void => void Object.assign(one, { loaded, total })
    const options = { onProgress, signal: one.controller.signal }
    const { id } = dataset.value
    try {
      const answer = await (one.replaces
        ? replaceFile(id, one.replaces.id, one.file, options)
        : uploadFile(id, one.file, options))
      say(one, answer)
      await refresh().catch((error: unknown) => toast(messageOf(error)))
      remove(one)
    } catch (error) {
      if (isAbort(error)) remove(one)
      else Object.assign(one, { state: 'failed', error: messageOf(error) })
    }
    start()
  }

  const say = (one: Sending, answer: UploadedResource): void => {
    const sentence = outcomeOf(answer, one.replaces !== null)
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
  const active = computed(() => list.value.some(({ state }) => state !== 'failed'))
  return { list, outcomes, active, add, cancel, retry }
}
export type Sendings = ReturnType<typeof createSendings>

const outcomeOf = ({ extras }: UploadedResource, replaced: boolean): string => {
  if (extras['cimaise:unchanged'] === true) return 'Ce fichier est déjà en ligne : rien n’a changé.'
  const version = extras['cimaise:version']
  return replaced && typeof version === 'number' ? `Version ${version} publiée.` : 'Fichier ajouté.'
}
