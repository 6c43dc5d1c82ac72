import { expect, test } from 'vitest'
import { batched } from './batched.ts'

test('those who ask together are answered by one question, each with its own answer', async () => {
  const asked: string[][] = []
  const find = batched(async (keys) => {
    asked.push(keys)
    return new Map(keys.filter((key) => key !== 'c').map((key) => [key, key.toUpperCase()]))
  })
  expect(await Promise.all([find('a'), find('b'), find('a'), find('c')])).toEqual(['A', 'B', 'A', undefined])
  expect(await find('a')).toBe('A')
  expect(asked).toEqual([['a', 'b', 'c'], ['a']])
})

test('a failure is told to all who asked, and the next are asked anew', async () => {
  let fails = true
  const find = batched(async (keys) => {
    if (fails) throw new Error('down')
    return new Map(keys.map((key) => [key, 1]))
  })
  await expect(Promise.all([find('a'), find('b')])).rejects.toThrow('down')
  fails = false
  expect(await find('a')).toBe(1)
})
