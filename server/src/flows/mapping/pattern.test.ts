import { describe, expect, it } from 'vitest'
import { Invalid } from '../../lib/errors.ts'
import { partsOf } from './match-pattern.rules.ts'
import { compilePattern } from './pattern.rules.ts'
import { suggestPatterns } from './suggest-patterns.rules.ts'

const match = (pattern: string, key: string) => partsOf(compilePattern(pattern), key)

describe('a pattern takes the parts of a key', () => {
  it.each<[string, string, Record<string, string>]>([
    ['musees/liste_{annee}.csv', 'musees/liste_2024.csv', { annee: '2024' }],
    ['liste.csv', 'liste.csv', {}],
    ['*.csv', '.csv', {}],
    ['**', 'a/b/c', {}],
    ['**/*.csv', 'a.csv', {}],
    ['**/*.csv', 'x/y/a.csv', {}],
    ['x/**/a.csv', 'x/a.csv', {}],
    ['x/**/a.csv', 'x/y/z/a.csv', {}],
    ['**.csv', 'x/y.csv', {}],
    ['{annee}/{mois}/{jour}.csv', '2024/01/31.csv', { annee: '2024', mois: '01', jour: '31' }],
    ['{annee}{mois}.csv', '202401.csv', { annee: '2024', mois: '01' }],
    ['{date}.csv', '20240131.csv', { date: '20240131' }],
    ['{date}.csv', '2024-01-31.csv', { date: '2024-01-31' }],
    ['{nom_musee}_{annee}.csv', 'le_louvre_2024.csv', { nom_musee: 'le_louvre', annee: '2024' }],
    ['{a}_{b}.csv', 'x_y_z.csv', { a: 'x', b: 'y_z' }],
    ['{a}{annee}.csv', 'x2024.csv', { a: 'x', annee: '2024' }],
    ['{departement}.csv', '2A.csv', { departement: '2A' }],
    ['{annee}/x_{annee}.csv', '2024/x_2024.csv', { annee: '2024' }],
    ['saison_{annee}-{annee_2}.csv', 'saison_2023-2024.csv', { annee: '2023', annee_2: '2024' }],
    ['prix (en €) [1]+.csv', 'prix (en €) [1]+.csv', {}],
    ['/musees/*.csv', 'musees/a.csv', {}],
    ['musees/*.csv', '/musees/a.csv', {}],
    ['{theme}/x.csv', 'tâches 🎭/x.csv', { theme: 'tâches 🎭' }],
  ])('%s of %s', (pattern, key, parts) => expect(match(pattern, key)).toEqual(parts))

  it.each([
    ['*.csv', 'a/b.csv'],
    ['*.csv', 'a.CSV'],
    ['*.csv', 'a.csv.bak'],
    ['{a}.csv', '.csv'],
    ['{a}.csv', 'a/b.csv'],
    ['{annee}.csv', '24.csv'],
    ['{annee}.csv', '20245.csv'],
    ['{mois}.csv', '13.csv'],
    ['{jour}.csv', '00.csv'],
    ['{date}.csv', '20241301.csv'],
    ['{annee}/x_{annee}.csv', '2024/x_2023.csv'],
    ['x/**/a.csv', 'x/ya.csv'],
    ['x/**/a.csv', 'xx/a.csv'],
    ['a.csv', 'aXcsv'],
    ['a*', ''],
  ])('%s is not %s', (pattern, key) => expect(match(pattern, key)).toBeUndefined())

  it('composed and decomposed accents are the same name', () => {
    const [composed, decomposed] = ['musées/île.csv'.normalize('NFC'), 'musées/île.csv'.normalize('NFD')]
    expect(match('musées/{lieu}.csv'.normalize('NFD'), composed)).toEqual({ lieu: 'île'.normalize('NFC') })
    expect(match('musées/{lieu}.csv'.normalize('NFC'), decomposed)).toEqual({ lieu: 'île'.normalize('NFC') })
  })
})

describe('a pattern that cannot be is refused, with its place', () => {
  it.each([
    ['', /motif/],
    ['   ', /motif/],
    ['x'.repeat(501), /500 caractères/],
    ['a\u0000b', /invisible/],
    ['a\nb', /invisible/],
    ['*/'.repeat(40), /60 morceaux/],
    ['liste_{annee.csv', /^Caractère 7 : « { »/],
    ['liste_annee}.csv', /^Caractère 12 : « } »/],
    ['{{annee}}', /^Caractère 1/],
    ['{}', /{annee}/],
    ['{Année du musée}.csv', /{annee_du_musee}/],
    ['{2024}.csv', /^Caractère 1 .*{annee}/],
    ['{nom}.csv', /{nom} désigne déjà/],
    ['{fichier}', /{fichier} désigne déjà/],
    ['{a}{b}', /{a} et {b} se touchent.*{a}_{b}/],
    ['{a}*', /{a} et \* se touchent/],
    ['**{a}', /\*\* et {a} se touchent/],
    [`{${'a'.repeat(41)}}`, /nom de partie/],
    ['{__proto__}', /nom de partie/],
  ])('%j', (pattern, sentence) => {
    const thrown = (): unknown => {
      try {
        return compilePattern(pattern)
      } catch (error) {
        return error
      }
    }
    const error = thrown()
    expect(error).toBeInstanceOf(Invalid)
    expect((error as Invalid).text.fr).toMatch(sentence)
  })

  it('names of what every object has are parts like others', () =>
    expect(match('{constructor}.csv', 'a.csv')).toEqual({ constructor: 'a' }))
})

describe('no pattern takes long', () => {
  const long = 'a'.repeat(10_000)
  it.each([
    ['*a'.repeat(30), `${long}b`],
    ['{x}a'.replace('x', 'p') + '*a'.repeat(28) + 'c', long],
    [Array.from({ length: 30 }, (_, n) => `{p${n}}`).join('a'), `${long}/`],
    [`${'**/'.repeat(59)}b`, 'a/'.repeat(5_000)],
    [`${'**a'.repeat(29)}c`, long],
    [`{annee}*${'{annee}*'.repeat(28)}x`, '2024'.repeat(2_500)],
  ])('%s', (pattern, key) => {
    // Thirty nested repeats of a backtracking search would outlive the test runner.
    expect(match(pattern, key)).toBeUndefined()
  })
})

describe('a listing suggests its patterns', () => {
  const years = Array.from({ length: 10 }, (_, n) => `musees/liste_${2015 + n}.csv`)
  const regions = ['bretagne', 'corse', 'ile-de-france', 'normandie'].map((name) => `musees_${name}.csv`)
  it.each<[string, string[], string[]]>([
    ['years', [...years, 'musees/lisez-moi.txt'], ['musees/liste_{annee}.csv', 'musees/*.csv', 'musees/*.txt']],
    ['words', regions, ['musees_{partie}.csv', '*.csv']],
    ['one file', ['export 2024-01-31.csv'], ['export {date}.csv', '*.csv']],
    ['days', ['j_20240131.csv', 'j_20240201.csv'], ['j_{date}.csv']],
    ['months', ['m/2024/01.csv', 'm/2024/02.csv'], ['m/{annee}/{mois}.csv']],
    ['days first', ['x_31-01-2024.csv'], ['x_{jour}-{mois}-{annee}.csv']],
    ['a year twice', ['2024/x_2024.csv'], ['{annee}/x_{annee}.csv']],
    ['seasons', ['saison_2023-2024.csv'], ['saison_{annee}-{annee_2}.csv']],
    ['numbers', ['lot1.csv', 'lot22.csv'], ['lot{numero}.csv']],
    ['braces and stars', ['a{1}*_2024.csv'], ['a*{numero}*_{annee}.csv', '*.csv'].slice(1)],
    ['folders of a bucket', ['musees/', 'musees/a.csv'], ['musees/*.csv', 'musees/a.csv']],
    ['nothing', [], []],
  ])('%s', (_, keys, expected) => {
    const suggested = suggestPatterns(keys)
    expect(suggested.slice(0, expected.length)).toEqual(expected)
    for (const pattern of suggested) expect(keys.some((key) => match(pattern, key))).toBe(true)
  })

  it('of names of any kind, patterns that work, a few of them', () => {
    const keys = Array.from(
      { length: 20_000 },
      (_, n) => `d${n % 97}/${n.toString(36)}é {${n}}*${'-9'.repeat(n % 5)}.${n % 7}`,
    )
    const suggested = suggestPatterns(keys)
    expect(suggested.length).toBe(8)
    for (const pattern of suggested) expect(keys.some((key) => match(pattern, key))).toBe(true)
  })
})
