import type { Comparison, DepositReport, FileVersion, Finding, Fix } from '@cimaise/client'
import { expect, test } from 'vitest'
import { bytesSentence, lastTwo } from '../versions.rules.ts'
import { aroundOf } from './around.rules.ts'
import { cellChanges, formatChanges } from './changes.rules.ts'
import { isForWriting, isProposed, labelOf, labelOfAll, safeFixes, withExport, withoutFix } from './fixes.rules.ts'

const finding = (about: Partial<Finding>): Finding => ({
  ...{ rule: 'x', severity: 'warning', place: { kind: 'file' }, message: '', examples: [], fix: null },
  ...{ can_silence: true, silenced: null, ...about },
})
const pad: Fix = { action: 'pad_zeros', column: 2, length: 5 }
const drop: Fix = { action: 'drop_columns', columns: [1] }
const zeros: Fix = { action: 'empty_values', column: 1, values: ['0'] }
const names: Fix = { action: 'rename_columns', names: { 1: 'id' } }

test('« Corriger » does what asks no question, in an order where nothing moves under another', () => {
  const findings = [drop, zeros, pad, names, { action: 'drop_lines', lines: [1] } as Fix, pad].map((fix) =>
    finding({ fix }),
  )
  expect(safeFixes(findings).map(({ action }) => action)).toEqual(['drop_lines', 'pad_zeros', 'drop_columns'])
  const silenced = { id: '1', reason: 'x', author: null, created_at: '' }
  expect(safeFixes([finding({ fix: pad, silenced }), finding({})])).toEqual([])
})

test('what is no text becomes CSV first, and the button says so', () => {
  const workbook = {
    format: 'xlsx',
    sheets: [
      { name: 'A', chosen: false },
      { name: 'B', chosen: true },
    ],
  }
  const fixes = withExport(pad, workbook as DepositReport['inspection'])
  expect(fixes).toEqual([{ action: 'export_sheet', sheet: 'B' }, pad])
  expect(labelOfAll(fixes)).toBe('Convertir en CSV et remettre les zéros')
  expect(withExport(pad, { format: 'csv', sheets: null } as DepositReport['inspection'])).toEqual([pad])
  const edit: Fix = { action: 'edit_metadata', on: 'dataset', changes: {} }
  expect(withExport(edit, workbook as DepositReport['inspection'])).toEqual([edit])
})

test('undoing what moves columns or lines undoes what came after, which spoke of other places', () => {
  expect(withoutFix([pad, drop, names], 1)).toEqual([pad])
  expect(withoutFix([pad, names, zeros], 1)).toEqual([pad, zeros])
  expect(withoutFix([pad], 0)).toEqual([])
})

test('words of the metadata are written by people, and only over what was there when they were proposed', () => {
  const edit = (changes: object): Fix => ({ action: 'edit_metadata', on: 'dataset', changes: { ...changes } })
  expect([edit({ description: 'x' }), edit({ tags: [] }), pad].map(isForWriting)).toEqual([true, false, false])
  const findings = [finding({}), finding({ fix: edit({ tags: ['musee'] }) })]
  expect(isProposed(edit({ tags: ['musee'] }), findings)).toBe(true)
  expect(isProposed(edit({ tags: ['musee', 'art'] }), findings)).toBe(false)
})

test('a single new name is in its button', () => {
  expect(labelOf(names)).toBe('Renommer en «\u00a0id\u00a0»')
  expect(labelOf({ action: 'rename_columns', names: { 1: 'a', 2: 'b' } })).toBe('Simplifier les noms')
})

const table = {
  columns: ['id', 'nom', 'code', 'ville'].map((name) => ({ name, type: 'text' as const })),
  sample: [1, 2, 3, 4].map((n) => [`${n}`, `Musée ${n}`, n === 2 ? '6088' : '13055', 'Nice']),
} as NonNullable<DepositReport['inspection']['table']>
const place = { kind: 'column', column: 3, name: 'code' } as const

test('a finding is shown among its neighbours: the row before, the row after, the columns beside', () => {
  const around = aroundOf(finding({ place, examples: [{ row: 2, value: '6088' }] }), table)
  expect(around?.header).toEqual(['nom', 'code', 'ville'])
  expect(around?.rows.map(({ number }) => number)).toEqual([1, 2, 3])
  expect(around?.rows.flatMap(({ cells }) => cells.filter(({ isFound }) => isFound))).toEqual([
    { text: '6088', isFound: true },
  ])
  expect(aroundOf(finding({ place, examples: [{ row: 1, value: '13055' }] }), table)?.rows).toHaveLength(3)
})

test('a masked example, or one far down, stays alone; no example is no table', () => {
  const masked = aroundOf(finding({ place, examples: [{ row: 2, value: '6•••' }] }), table)
  expect(masked).toEqual({ header: ['code'], rows: [{ number: 2, cells: [{ text: '6•••', isFound: true }] }] })
  expect(aroundOf(finding({ place, examples: [{ row: 900, value: 'x' }] }), table)?.rows).toHaveLength(1)
  expect(aroundOf(finding({ place }), table)).toBeNull()
})

test('changed rows are told cell by cell, with their key', () => {
  const comparison = {
    rows: { key: ['id'] },
    format: [{ what: 'separator', from: ';', to: '\t' }],
    shown: ['id', 'nom', 'n'],
    samples: { changed: [{ before: ['1', 'a', null], after: ['1', 'a', '2'] }] },
  } as unknown as Comparison
  expect(cellChanges(comparison)).toEqual([{ key: '1', column: 'n', before: '', after: '2' }])
  expect(formatChanges(comparison)).toEqual(['Séparateur\u202f: point-virgule → tabulation'])
})

test('two versions are proposed, and only those whose bytes are there', () => {
  const version = (number: number, purged = false) => ({ number, purged: purged ? {} : null }) as FileVersion
  expect(lastTwo([version(4), version(3, true), version(2)])).toEqual({ from: 2, to: 4 })
  expect(lastTwo([version(1)])).toBeNull()
  const compared = { from: 1, to: 2, same_bytes: true, filesize: { from: 1, to: 1 }, comparison: null, findings: [] }
  expect(bytesSentence(compared)).toContain('identiques')
  expect(bytesSentence({ ...compared, same_bytes: false })).toContain('ne sont pas des tableaux')
})
