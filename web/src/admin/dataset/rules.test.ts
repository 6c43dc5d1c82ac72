import type { Resource } from '@cimaise/client'
import { expect, test } from 'vitest'
import { pageToGoBackTo, safeNext } from '../session.ts'
import { paceOf, problemOf } from './deposit.rules.ts'
import { insideOf } from './file-words.ts'

test('a file is judged before it leaves', () => {
  const rules = { maxBytes: 1_000, extensions: new Set(['csv']) }
  expect(problemOf({ name: 'a.csv', size: 10 }, rules)).toBe('')
  expect(problemOf({ name: 'A.CSV', size: 1_001 }, rules)).toContain('limite')
  expect(problemOf({ name: 'a.exe', size: 10 }, rules)).toContain('.exe')
  expect(problemOf({ name: 'a', size: 10 }, rules)).toContain('extension')
  expect(problemOf({ name: 'a.csv', size: 0 }, null)).toContain('vide')
})

test('the pace says how long is left, once it is known', () => {
  expect(paceOf(0, 100, 1_000)).toBe('')
  expect(paceOf(1_000_000, 3_000_000, 1_000).replaceAll(/\s/g, ' ')).toBe('1 Mo/s, encore 2 secondes')
  // What was there before an interruption took no time of this one.
  expect(paceOf(2_000_000, 3_000_000, 1_000, 1_000_000).replaceAll(/\s/g, ' ')).toBe('1 Mo/s, encore 1 seconde')
})

test('what is inside a file, in one line', () => {
  const extras = {
    'analysis:parsing:total_lines': 1204,
    'cimaise:columns': [{ name: 'a' }, { name: 'b' }],
    'analysis:parsing:separator': ';',
    'analysis:parsing:encoding': 'windows-1252',
  }
  expect(insideOf({ extras } as unknown as Resource).replaceAll(/\s/g, ' ')).toBe(
    '1 204 lignes, 2 colonnes · séparateur point-virgule · windows-1252',
  )
})

test('after signing in, one goes only to a path of ours', () => {
  expect(safeNext('/jeux/1?a=b#c')).toBe('/jeux/1?a=b#c')
  for (const wrong of [
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    undefined,
  ]) {
    expect(safeNext(wrong)).toBe('/')
  }
})

test('who came from a question of the server goes back to it, and nowhere else out of the application', () => {
  expect(pageToGoBackTo('/oauth/authorize?client_id=1')).toBe('/oauth/authorize?client_id=1')
  for (const wrong of ['/api/1/me/', '//evil.example/oauth/authorize?', 'https://evil.example', ['/oauth/authorize?']])
    expect(pageToGoBackTo(wrong)).toBeNull()
})
