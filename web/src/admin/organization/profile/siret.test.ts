import { expect, test } from 'vitest'
import { siretState } from './siret.rules.ts'

test.each([
  ['', 'empty'],
  ['110 046 018', 'short'],
  ['110 046 018 000 13', 'good'],
  ['11004601800013', 'good'],
  ['11004601900013', 'key'],
  ['11004610800013', 'key'],
  ['110046018000131', 'long'],
  ['1100460180001A', 'letters'],
  ['35600000000048', 'good'],
])('%s: %s', (typed, state) => expect(siretState(typed)).toBe(state))
