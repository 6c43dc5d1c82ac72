import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

test('a sealed secret opens with its key only, and never looks the same twice', () => {
  const sealed = seal(key, 'JBSWY3DPEHPK3PXP')
  expect(unseal(key, sealed)).toBe('JBSWY3DPEHPK3PXP')
  expect(unseal(randomBytes(32), sealed)).toBeUndefined()
  expect(seal(key, 'JBSWY3DPEHPK3PXP')).not.toBe(sealed)
})

test.each(['', 'x', 'not base 64 !'])('what was never sealed (%j) is nothing, not a crash', (text) => {
  expect(unseal(key, text)).toBeUndefined()
})
