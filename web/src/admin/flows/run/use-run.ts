import { getRun, type FlowRun } from '@cimaise/client'
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { messageOf } from '../../failures.ts'
import { isOver } from '../words.ts'

const EVERY = 1_000
/** After a silence, less and less often. */
const SLOWEST = 15_000

/** A run as it goes: asked again until it is over. A silence is said, and does not stop it. */
export const useRun = (after: () => void = () => undefined) => {
  const run = shallowRef<FlowRun | null>(null)
  const silent = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let wait = EVERY
  let gone = false

  const stop = (): void => clearTimeout(timer)
  const look = async (): Promise<void> => {
    const asked = run.value
    if (!asked) return
    try {
      const answer = await getRun(asked.flow, asked.id)
      if (gone || run.value?.id !== asked.id) return
      run.value = answer
      silent.value = ''
      wait = EVERY
      after()
    } catch (error) {
      silent.value = messageOf(error)
      wait = Math.min(SLOWEST, wait * 2)
    }
    follow()
  }
  const follow = (): void => {
    stop()
    if (!gone && run.value && !isOver(run.value)) timer = setTimeout(() => void look(), wait)
  }
  const show = (one: FlowRun): void => {
    run.value = one
    follow()
  }
  onBeforeUnmount(() => {
    gone = true
    stop()
  })
  return { run, silent, show }
}
