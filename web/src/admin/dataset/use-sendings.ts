import { inject, type InjectionKey } from 'vue'
import type { Sendings } from './sendings.ts'
import { needed } from './store.ts'

export const SENDINGS: InjectionKey<Sendings> = Symbol('sendings')

export const useSendings = (): Sendings => needed(inject(SENDINGS))
