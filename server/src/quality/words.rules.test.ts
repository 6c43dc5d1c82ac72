import { describe, expect, test } from 'vitest'
import {
  columnsListedIn,
  columnsQuotedIn,
  countsIn,
  daysAsOfIn,
  editDistance,
  isPlaceholder,
  looksEnglish,
  proseOf,
  rangesIn,
  significantWords,
  yearsIn,
} from './words.rules.ts'

describe('prose', () => {
  test.each([
    ['a block of code', 'Avant.\n```sql\nselect code_commune from 2019\n```\nAprès.', /code_commune|2019/],
    ['the target of a link', 'Voir [le site](https://musees.example/2019/code_musee).', /2019|code_musee/],
    ['a bare address', 'Voir https://musees.example/1999-2001/a_b.html', /1999|a_b/],
    ['a bibliography', 'Les musées.\n\n## Bibliographie\n\nDupont, Histoire, 1953-1962.\n', /1953/],
    ['HTML', '<p class="a_b">Les musées</p>', /a_b/],
  ])('leaves out %s', (_, text, gone) => expect(proseOf(text)).not.toMatch(gone))

  test('keeps what surrounds them', () => {
    expect(proseOf('Voir [le site](https://a.example/x) des musées.')).toContain('le site des musées')
    expect(proseOf('Musées.\n## Références\nDupont, 1953\n## Méthode\nDepuis 2001.')).toContain('Depuis 2001')
  })
})

test.each<[string, number[]]>([
  ['Fréquentation 2024', [2024]],
  ['musees_2024.csv', [2024]],
  ['20240131_export', []],
  ['INV 1201999', []],
  ['de 1999 à 2001, puis 1999', [1999, 2001]],
  ['au XVIIe siècle, 1794', []],
])('years of %s', (text, years) => expect(yearsIn(text)).toEqual(years))

test.each<[string, [number | null, number | null][]]>([
  ['de 2001 à 2022', [[2001, 2022]]],
  ['2001–2022', [[2001, 2022]]],
  ['(2001-2022)', [[2001, 2022]]],
  ['entre 2010 et 2020', [[2010, 2020]]],
  ['2014 au 2018', [[2014, 2018]]],
  ['depuis 2001', [[2001, null]]],
  ['à partir de l’année 2016', [[2016, null]]],
  ['jusqu’en 2022', [[null, 2022]]],
  ["jusqu'en 2022", [[null, 2022]]],
  ['de 2001 jusqu’à 2005', [[2001, 2005]]],
  [
    'depuis 1957, sauf de 2004 à 2013',
    [
      [1957, null],
      [2004, 2013],
    ],
  ],
  // Backwards, it is something else: a number, a reference.
  ['2022-2001', []],
  ['loi du 4 janvier 2002', []],
  ['2024-01-31', []],
])('ranges of %s', (text, ranges) => expect(rangesIn(text).map(({ start, end }) => [start, end])).toEqual(ranges))

test.each<[string, string[]]>([
  ['La colonne `nom_musee` donne le nom.', ['nom_musee']],
  ['Les colonnes code_insee et nom.', ['code_insee']],
  ['écrit code\\_insee en Markdown', ['code_insee']],
  ['le champ REF_M désigne le musée', ['REF_M']],
  ['le fichier liste_musees_2025.csv', []],
  ['le fichier `musees.csv`', []],
  ['https://a.example/code_insee', []],
  ['écrire à jean_dupont@ville.example', ['jean_dupont']],
  ['les musées de France', []],
])('columns quoted in %s', (text, columns) => expect(columnsQuotedIn(text)).toEqual(columns))

test('columns of a list and of a table', () => {
  expect(columnsListedIn('- **Région** : celle du musée\n- `ville` : la commune\n* Entrées payantes = payées')).toEqual(
    ['Région', 'ville', 'Entrées payantes'],
  )
  expect(columnsListedIn('| Colonne | Sens |\n| --- | --- |\n| `nom` | le nom |\n')).toEqual(['Colonne', 'nom'])
  expect(columnsListedIn('Les musées de France sont contrôlés.')).toEqual([])
})

test.each<[string, string[]]>([
  ['Les 1 221 musées de France', ['1221 musées']],
  ['les 35 000 lignes', ['35000 lignes']],
  ['plus de 1.250 monuments', ['1250 monuments']],
  ['320 festivals soutenus', ['320 festivals']],
  // A year, a day, a decimal, a version, a single thing.
  ['les 2024 musées', []],
  ['le 12 mars', []],
  ['3,5 tonnes', []],
  ['8 musées', []],
])('counts of %s', (text, counts) =>
  expect(countsIn(text).map(({ count, noun }) => `${count} ${noun}`)).toEqual(counts),
)

test.each<[string, string[]]>([
  ['Mise à jour le 12 mars 2021.', ['2021-03-12']],
  ['Liste arrêtée au 31/12/2022', ['2022-12-31']],
  ['données au 1er janvier 2023', ['2023-01-01']],
  ['à jour au 2 février 2023', ['2023-02-02']],
  ['créé par la loi du 4 janvier 2002', []],
  ['mis à jour le 31 février 2021', []],
])('days that %s says it is of', (text, days) => expect(daysAsOfIn(text)).toEqual(days))

test('words that mean something', () => {
  expect(significantWords('Les Musées de France en 2024')).toEqual(['musee', 'france'])
  expect(significantWords('codeMusee')).toEqual(['musee'])
  expect(significantWords('Locaux communaux')).toEqual(['local', 'communal'])
})

test('texts that say nothing', () => {
  for (const text of ['.', 'À compléter', 'todo', 'xxx', '-', ' ']) expect(isPlaceholder(text)).toBe(true)
  for (const text of ['Test de Rorschach', 'Musées', 'Description des musées']) expect(isPlaceholder(text)).toBe(false)
})

test('the language of a text', () => {
  const english =
    'This dataset is the list of all the museums of France with their address, and the number of visitors for each of the years that are known to the ministry. It is published by the ministry.'
  const french =
    'Ce jeu de données est la liste de tous les musées de France avec leur adresse, et le nombre de visiteurs pour chacune des années que le ministère connaît, dont le musée « Of the world ».'
  expect([looksEnglish(english), looksEnglish(french), looksEnglish('The museums.')]).toEqual([true, false, false])
})

test('letters apart', () => {
  expect([editDistance('comune', 'commune'), editDistance('nom', 'nom'), editDistance('ville', 'region')]).toEqual([
    1, 0, 3,
  ])
})

test('a title of references is a line of its own', () => {
  expect(proseOf('Références des notices : 1 200 lignes.\nDepuis 2001.')).toContain('Depuis 2001')
})

test.each([
  ['one word', 'a'.repeat(100_000)],
  ['blank lines', '\n'.repeat(100_000)],
  ['spaces', `1 ${' '.repeat(99_000)}x`],
  ['dots before a letter', `${'.'.repeat(99_999)}a`],
  ['brackets', '['.repeat(100_000)],
  ['chevrons', '<'.repeat(100_000)],
  ['fences', '```\n'.repeat(25_000)],
  ['bars', '| '.repeat(50_000)],
  ['bullets', '- '.repeat(50_000)],
  ['bold bullets', '- **x\n'.repeat(16_000)],
  ['underscores', 'a_'.repeat(50_000)],
  ['digits', '1 '.repeat(50_000)],
  ['references', 'Voir aussi\n'.repeat(9_000)],
  ['years', '1999 à '.repeat(14_000)],
])('100,000 characters of %s are read at once', (_, text) => {
  const start = performance.now()
  for (const read of [columnsQuotedIn, columnsListedIn, countsIn, daysAsOfIn, rangesIn, isPlaceholder, looksEnglish])
    read(text)
  expect(performance.now() - start).toBeLessThan(2_000)
})
