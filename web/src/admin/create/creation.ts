import type { InjectionKey } from 'vue'
import type { createPrefill } from './prefill.ts'

/** What the frame of the three steps hands to the step that is shown. */
export const PREFILL: InjectionKey<ReturnType<typeof createPrefill>> = Symbol('prefill')
