import { describe, expect, it } from 'vitest'
import type { Severity } from '../../analysis/index.ts'
import type { JudgedFinding } from '../../quality/index.ts'
import { DEFAULTS } from '../definition/defaults.rules.ts'
import { judgeGates, type Judged } from './gates.rules.ts'
import type { GateAction, Gates } from '../model.ts'

const found = (rule: string, severity: Severity, silenced: JudgedFinding['silenced'] = null): JudgedFinding => ({
  ...{ rule, severity, place: { kind: 'file' }, message: { fr: `${rule} !`, en: `${rule}!` }, silenced },
})
const NORMAL = { reason: 'normal' } as JudgedFinding['silenced']
const CAREFUL: Gates = DEFAULTS.files.gates
const OPEN: Gates = {
  ...{ blocker: 'publish', warning: 'publish', rules: {} },
  rows: { minPercent: null, maxPercent: null, minimum: null, action: 'hold' },
}
const judge = (gates: Gates, findings: JudgedFinding[] = [], rows: Judged['rows'] = { before: null, after: null }) =>
  judgeGates(gates, { findings, rows })

describe('what is found decides', () => {
  it.each<[string, Gates, JudgedFinding[], GateAction]>([
    ['nothing', CAREFUL, [], 'publish'],
    ['advice', CAREFUL, [found('not-utf8', 'advice')], 'publish'],
    ['a warning', CAREFUL, [found('mojibake', 'warning')], 'warn'],
    ['a blocker', CAREFUL, [found('nir', 'blocker')], 'hold'],
    ['a blocker that may pass', OPEN, [found('nir', 'blocker')], 'publish'],
    ['a column that went', CAREFUL, [found('schema-removed-column', 'warning')], 'hold'],
    ['a column of another name', CAREFUL, [found('schema-renamed-column', 'warning')], 'hold'],
    ['a column of another type', CAREFUL, [found('schema-retyped-column', 'warning')], 'warn'],
    ['a rule before its severity', { ...CAREFUL, rules: { nir: 'publish' } }, [found('nir', 'blocker')], 'publish'],
    ['advice that a gate names', { ...OPEN, rules: { 'not-utf8': 'hold' } }, [found('not-utf8', 'advice')], 'hold'],
    ['what is called normal', CAREFUL, [found('nir', 'blocker', NORMAL)], 'publish'],
    ['… even when a gate names it', { ...OPEN, rules: { a: 'hold' } }, [found('a', 'warning', NORMAL)], 'publish'],
    ['words of the dataset', CAREFUL, [found('licence-missing', 'blocker')], 'publish'],
    ['files that may still come', CAREFUL, [found('missing-period-in-series', 'warning')], 'publish'],
    [
      '… unless a gate names them',
      { ...OPEN, rules: { 'licence-missing': 'warn' } },
      [found('licence-missing', 'warning')],
      'warn',
    ],
  ])('%s', (_, gates, findings, action) => expect(judge(gates, findings).action).toBe(action))

  it('the gravest wins and comes first; what passes gives no reason', () => {
    const { action, reasons } = judge(CAREFUL, [found('a', 'advice'), found('b', 'warning'), found('c', 'blocker')])
    expect([action, reasons]).toEqual([
      'hold',
      [
        { rule: 'c', action: 'hold', text: { fr: 'c !', en: 'c!' } },
        { rule: 'b', action: 'warn', text: { fr: 'b !', en: 'b!' } },
      ],
    ])
  })
})

it('columns without a value have no type', () => {
  const { reasons } = judge(CAREFUL, [found('schema-retyped-column', 'warning')], { before: 9, after: 0 })
  expect(reasons.map(({ rule }) => rule)).toEqual(['no-rows'])
})

describe('rows decide', () => {
  const rows = (changes: Partial<Gates['rows']>): Gates => ({ ...CAREFUL, rows: { ...CAREFUL.rows, ...changes } })
  const named = (rules: Gates['rules']): Gates => ({ ...CAREFUL, rules })

  it.each<[string, Gates, number | null, number | null, GateAction, string | undefined]>([
    ['as many', CAREFUL, 1_000, 1_000, 'publish', undefined],
    ['−30 % just', CAREFUL, 1_000, 700, 'publish', undefined],
    ['−60 %', CAREFUL, 1_000, 400, 'hold', '60 % de lignes en moins (1 000 → 400) ; le flux en accepte 30 %.'],
    [
      'a little beyond',
      CAREFUL,
      1_000,
      699,
      'hold',
      '30,1 % de lignes en moins (1 000 → 699) ; le flux en accepte 30 %.',
    ],
    [
      'by a hair',
      CAREFUL,
      1_000_000,
      699_999,
      'hold',
      '30,01 % de lignes en moins (1 000 000 → 699 999) ; le flux en accepte 30 %.',
    ],
    ['+200 % just', CAREFUL, 100, 300, 'publish', undefined],
    ['+300 %', CAREFUL, 100, 400, 'hold', '300 % de lignes en plus (100 → 400) ; le flux en accepte 200 %.'],
    [
      'more, told',
      rows({ action: 'warn' }),
      100,
      400,
      'warn',
      '300 % de lignes en plus (100 → 400) ; le flux en accepte 200 %.',
    ],
    ['fewer, not looked at', rows({ minPercent: null }), 1_000, 1, 'publish', undefined],
    ['more, not looked at', rows({ maxPercent: null }), 1, 1_000, 'publish', undefined],
    ['under the least', rows({ minimum: 500 }), null, 499, 'hold', '499 lignes ; le flux en demande 500 au moins.'],
    ['the least', rows({ minimum: 500 }), null, 500, 'publish', undefined],
    ['none', CAREFUL, null, 0, 'hold', 'Ce tableau n’a aucune ligne sous ses noms de colonnes.'],
    ['none, whatever the bounds', OPEN, 1_000, 0, 'hold', 'Ce tableau n’a aucune ligne sous ses noms de colonnes.'],
    ['none, which is normal', named({ 'no-rows': 'publish' }), 1_000, 0, 'publish', undefined],
    ['from none', CAREFUL, 0, 10, 'publish', undefined],
    ['a first file', CAREFUL, null, 10, 'publish', undefined],
    ['no table', CAREFUL, null, null, 'publish', undefined],
    [
      'rows named',
      named({ 'row-count': 'warn' }),
      1_000,
      400,
      'warn',
      '60 % de lignes en moins (1 000 → 400) ; le flux en accepte 30 %.',
    ],
  ])('%s', (_, gates, before, after, action, sentence) => {
    const judged = judge(gates, [], { before, after })
    expect([judged.action, judged.reasons[0]?.text.fr.replace(/[\u202f\u00a0]/g, ' ')]).toEqual([action, sentence])
  })

  it('by the bounds of the flow rather than the common ones, which it may name', () => {
    const collapse = [found('row-collapse', 'blocker')]
    const lost = { before: 1_000, after: 400 }
    expect(judge(rows({ minPercent: -80 }), collapse, lost).action).toBe('publish')
    expect(judge(rows({ minPercent: null }), collapse, lost).action).toBe('hold')
    expect(judge({ ...rows({ minPercent: -80 }), rules: { 'row-collapse': 'warn' } }, collapse, lost).action).toBe(
      'warn',
    )
  })
})
