import { describe, expect, it } from 'vitest'
import { Invalid } from '../../lib/errors.ts'
import type { SeenObject } from '../../sources/index.ts'
import { findConflicts } from './conflicts.rules.ts'
import { createMapper, fileNameOf, identityOf, mapObject } from './mapping.rules.ts'
import type { FilesDefinition } from '../model.ts'
import { checkTemplate, fillTemplate } from './template.rules.ts'
import { filesDefinition } from '../testing/definitions.ts'

const seen = (key: string, sizeBytes: number | null = 1_000): SeenObject => ({
  ...{ key, sizeBytes, modifiedAt: null, etag: null, versionId: null },
})
const map = (changes: Parameters<typeof filesDefinition>[0], key: string, sizeBytes?: number | null) =>
  mapObject(createMapper(filesDefinition(changes)), seen(key, sizeBytes))

describe('a template', () => {
  it.each<[string, Record<string, string>, string, string]>([
    ['Liste {annee}', { annee: '2024' }, 'x/liste.csv', 'Liste 2024'],
    ['{nom} ({annee}, {annee})', { annee: '2024' }, 'x/liste.des.musees.csv', 'liste.des.musees (2024, 2024)'],
    ['{fichier}', {}, 'x/liste.csv', 'liste.csv'],
    ['{nom}', {}, '.htaccess', '.htaccess'],
    ['{nom}', {}, 'x/LISEZMOI', 'LISEZMOI'],
    ['{lieu}', { lieu: '$& $1 {annee}' }, 'x', '$& $1 {annee}'],
    ['rien', {}, 'x', 'rien'],
    ['', {}, 'x', ''],
  ])('%s', (template, parts, key, filled) => expect(fillTemplate(template, parts, key)).toBe(filled))

  it.each([
    ['{anne}', /« {anne} » n’est pas une partie du motif. Celles qui existent : {annee}, {nom}, {fichier}/],
    ['{}', /« {} »/],
    ['{constructor}', /constructor/],
    ['{annee', /« { » est seul/],
    ['annee}', /« } » est seul/],
  ])('%s is refused, with what there is', (template, sentence) => {
    expect(() => checkTemplate(template, ['annee'])).toThrow(Invalid)
    try {
      checkTemplate(template, ['annee'])
    } catch (error) {
      expect((error as Invalid).text.fr).toMatch(sentence)
    }
  })
  it('filled with a part that nobody has, too', () =>
    expect(() => fillTemplate('{annee}', {}, 'x')).toThrow(/“{annee}” is no part/))
})

describe('an object of the source', () => {
  const pattern = 'musees/{region}/liste_{annee}.csv'
  const template = {
    kind: 'template' as const,
    ...{
      title: 'Musées {region}',
      description: 'De {region}',
      tags: [],
      license: null,
      frequency: null,
      private: true,
    },
  }

  it('is mapped with everything that it becomes', () =>
    expect(
      map(
        {
          selection: { pattern },
          mapping: {
            identity: ['annee', 'region'],
            dataset: template,
            resource: { title: 'Liste {annee}', description: 'Fichier {nom}', fileName: 'musees-{annee}' },
          },
        },
        'musees/11/liste_2024.csv',
      ),
    ).toEqual({
      outcome: 'mapped',
      key: 'musees/11/liste_2024.csv',
      parts: { region: '11', annee: '2024' },
      identity: 'annee=2024/region=11',
      dataset: { kind: 'template', title: 'Musées 11', description: 'De 11' },
      title: 'Liste 2024',
      description: 'Fichier liste_2024',
      fileName: 'musees-2024.csv',
    }))

  it('without templates keeps its own name', () =>
    expect(map({ selection: { pattern: '**' } }, 'a/musées.csv'.normalize('NFD'))).toMatchObject({
      key: 'a/musées.csv'.normalize('NFD'),
      identity: 'unique',
      title: 'musées.csv'.normalize('NFC'),
      description: null,
      fileName: 'musées.csv'.normalize('NFC'),
    }))

  it.each<[string, Partial<FilesDefinition['selection']>, string, number | null, string, RegExp]>([
    ['another name', {}, 'musees/11/liste_24.csv', 1, 'pattern', /ne suit pas le motif « musees\/{region}/],
    ['a folder', { pattern: '**' }, 'musees/', 0, 'folder', /dossier/],
    [
      'excluded',
      { exclude: ['*.txt', '**/liste_20*'] },
      'musees/11/liste_2024.csv',
      1,
      'excluded',
      /« \*\*\/liste_20\* »/,
    ],
    ['too small', { minBytes: 1_000 }, 'musees/11/liste_2024.csv', 999, 'too_small', /^999 octets.*1\s000 au moins/],
    ['too large', { maxBytes: 1_000 }, 'musees/11/liste_2024.csv', 1_001, 'too_large', /1\s000 au plus/],
  ])('is ignored, and why: %s', (_, selection, key, size, code, sentence) => {
    const ignored = map({ selection: { pattern, ...selection } }, key, size)
    expect(ignored).toMatchObject({ outcome: 'ignored', key, code })
    expect(ignored.outcome === 'ignored' && ignored.text.fr).toMatch(sentence)
  })

  it.each([[1_000], [2_000], [null]])('of %s bytes within bounds is mapped', (size) =>
    expect(
      map({ selection: { pattern, minBytes: 1_000, maxBytes: 2_000 } }, 'musees/11/liste_2024.csv', size).outcome,
    ).toBe('mapped'),
  )
})

describe('the identity and the name of a file', () => {
  it('distinguish what parts distinguish, in the order of the identity', () => {
    const of = (parts: Record<string, string>) => identityOf({ identity: ['a', 'b'] }, parts)
    expect(of({ a: '1', b: '2' })).toBe('a=1/b=2')
    expect(of({ a: '1=2', b: '' })).not.toBe(of({ a: '1', b: '2=' }))
  })
  it.each<[string | null, string, string]>([
    [null, 'x/a.csv', 'a.csv'],
    ['b.csv', 'x/a.csv', 'b.csv'],
    ['b', 'x/a.csv', 'b.csv'],
    ['b', 'x/a', 'b'],
    ['{nom}-2.txt', 'x/a.csv', 'a-2.txt'],
  ])('%s of %s is called %s', (fileName, key, name) => {
    const { resource } = filesDefinition({ mapping: { resource: { fileName } } }).mapping
    expect(fileNameOf({ resource }, {}, key)).toBe(name)
  })
})

describe('several keys of one identity', () => {
  const item = (key: string, day: number | null, identity = 'annee=2024') => ({
    ...{ key, identity, modifiedAt: day === null ? null : new Date(2026, 0, day) },
  })
  const [a, b, c] = [item('a.csv', 1), item('b.csv', 2), item('c.csv', 1)]

  it('fail, all of them named, and leave others alone', () => {
    const alone = item('d.csv', 1, 'annee=2023')
    const { kept, conflicts, older } = findConflicts([b, alone, a], 'fail')
    expect([kept, older]).toEqual([[alone], []])
    expect(conflicts.map(({ identity, items }) => [identity, items])).toEqual([['annee=2024', [b, a]]])
    expect(conflicts[0]?.text.fr).toMatch(/^« a.csv », « b.csv » désignent le même fichier \(annee=2024\) : aucun/)
  })
  it('in a thousand keys name a few', () => {
    const { conflicts } = findConflicts(
      Array.from({ length: 1_000 }, (_, n) => item(`${n}`, n)),
      'fail',
    )
    expect(conflicts[0]?.text.en).toMatch(/and 995 others are the same file/)
  })
  it.each([
    ['the one changed last', [a, b], b],
    ['between equals, the last key', [a, c], c],
    ['a date before no date', [item('z.csv', null), a], a],
    ['without dates, the last key', [item('z.csv', null), item('y.csv', null)], item('z.csv', null)],
  ])('or give the latest: %s', (_, items, latest) => {
    for (const order of [items, items.toReversed()]) {
      const { kept, conflicts, older } = findConflicts(order, 'latest')
      expect([kept, conflicts]).toEqual([[latest], []])
      expect(older).toHaveLength(1)
      expect(older[0]?.text.fr).toContain(`« ${latest.key} »`)
    }
  })
  it('of nothing are nothing', () => expect(findConflicts([], 'fail')).toEqual({ kept: [], conflicts: [], older: [] }))
})
