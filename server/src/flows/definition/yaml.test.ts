import { describe, expect, it } from 'vitest'
import { Invalid } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { DEFAULTS, KIND_DEFAULTS } from './defaults.rules.ts'
import type { FlowDefinition } from '../model.ts'
import { DATASET_ID, filesDefinition } from '../testing/definitions.ts'
import { writeFlow } from './wire.yaml-writing.ts'
import { parseFlows } from './wire.yaml.ts'

const MUSEUMS = `# Nos musées
slug: musees
name: Liste des musées
kind: files
source:
  kind: s3
  endpoint: https://s3.exemple.fr
  bucket: musees
selection:
  pattern: "{annee}/liste_*.csv"
mapping:
  identity: [annee]
  dataset:
    kind: existing
    id: ${DATASET_ID}
`

const sentencesOf = (yaml: string): string[] => {
  try {
    parseFlows(yaml)
  } catch (error) {
    if (error instanceof Invalid) return (error.fields?.yaml as Text[]).map(({ fr }) => fr)
    throw error
  }
  return []
}

describe('flows in YAML', () => {
  it('are read, what is left out taking its default', () =>
    expect(parseFlows(MUSEUMS)).toEqual([
      {
        ...{ slug: 'musees', name: 'Liste des musées' },
        definition: filesDefinition({
          source: { kind: 's3', endpoint: 'https://s3.exemple.fr', bucket: 'musees', ...KIND_DEFAULTS.s3 },
          selection: { pattern: '{annee}/liste_*.csv' },
          mapping: { identity: ['annee'] },
        }),
      },
    ]))
  it('are several between lines of hyphens', () => {
    const two = `---\n${MUSEUMS}---\n# rien\n---\n${MUSEUMS.replace('slug: musees', 'slug: autres')}...\n`
    expect(parseFlows(two).map(({ slug }) => slug)).toEqual(['musees', 'autres'])
  })
  it('are read with a mark, Windows lines, or as JSON', () => {
    expect(parseFlows(`\ufeff${MUSEUMS.replaceAll('\n', '\r\n')}`)).toEqual(parseFlows(MUSEUMS))
    const json = JSON.stringify({
      ...{ slug: 'a', name: 'A', kind: 'mirror', server: 'https://a.fr', perimeter: { by: 'tag', value: 'x' } },
    })
    expect(parseFlows(json)[0]?.definition.kind).toBe('mirror')
  })
})

describe('a mistake is told with its line', () => {
  const without = (line: string): string => MUSEUMS.replace(line, '')
  it.each<[string, string, RegExp[]]>([
    ['nothing', '', [/^Ligne 1 : Il n’y a aucun flux/]],
    ['a comment', '# rien\n---\n', [/^Ligne 1 : Il n’y a aucun flux/]],
    ['a list', '- slug: a\n', [/^Ligne 1 : Un bloc de champs/]],
    ['a text', 'bonjour', [/^Ligne 1 : Un bloc de champs/]],
    [
      'an unknown field',
      MUSEUMS.replace('pattern:', 'patern:'),
      [
        /^Ligne 9 \(selection.pattern\) : « pattern » est obligatoire/,
        /^Ligne 10 \(selection.patern\) : .*vouliez-vous écrire « pattern »/,
      ],
    ],
    ['an unknown block', `${MUSEUMS}gate: {}\n`, [/^Ligne 16 \(gate\) : .*« gates »/]],
    [
      'a number for a text',
      MUSEUMS.replace('Liste des musées', '2024'),
      [/^Ligne 3 \(name\) : .*écrivez "2024", entre guillemets/],
    ],
    [
      'a missing block',
      MUSEUMS.slice(0, MUSEUMS.indexOf('mapping:')),
      [/^Ligne 2 \(mapping\) : « mapping » est obligatoire/],
    ],
    ['a missing field', without('  bucket: musees\n'), [/^Ligne 5 \(source.bucket\) : « bucket » est obligatoire/]],
    ['no slug', without('slug: musees\n'), [/^Ligne 2 \(slug\) : « slug » est obligatoire/]],
    ['an empty name', MUSEUMS.replace('Liste des musées', '" "'), [/^Ligne 3 \(name\) : .*vide/]],
    [
      'a slug with capitals',
      MUSEUMS.replace('slug: musees', 'slug: Nos Musées'),
      [/^Ligne 2 \(slug\) : .*écrivez « nos-musees »/],
    ],
    ['a slug of nothing', MUSEUMS.replace('slug: musees', 'slug: "!"'), [/« mon-flux »/]],
    [
      'a part that is none',
      MUSEUMS.replace('[annee]', '[anee]'),
      [/^Ligne 12 \(mapping.identity.0\) : .*vouliez-vous écrire « annee »/],
    ],
    [
      'in a list of lines',
      MUSEUMS.replace('[annee]', '\n    - annee\n    - mois'),
      [/^Ligne 14 \(mapping.identity.1\) : « mois »/],
    ],
    [
      'a template',
      `${MUSEUMS}  resource:\n    title: "Liste {an}"\n`,
      [/^Ligne 17 \(mapping.resource.title\) : « {an} »/],
    ],
    ['a bad pattern', MUSEUMS.replace('{annee}/', '{annee/'), [/^Ligne 10 \(selection.pattern\) : Caractère 1/]],
    ['a kind', MUSEUMS.replace('kind: s3', 'kind: s4'), [/^Ligne 6 \(source.kind\) : .*« s3 »/]],
    [
      'secrets',
      `${MUSEUMS}credentials:\n  secret_access_key: abc\n`,
      [/^Ligne 16 \(credentials\) : Les identifiants ne vont pas/],
    ],
    [
      'twice the same slug',
      `${MUSEUMS}---\n${MUSEUMS}`,
      [/^Ligne 18 \(slug\) : « musees » est déjà celui du flux de la ligne 2/],
    ],
    [
      'in the second document',
      `${MUSEUMS}---\n${MUSEUMS.replace('kind: files', 'kind: file')}`,
      [/^Ligne 20 \(kind\) : .*« files »/],
    ],
    ['twice the same field', MUSEUMS.replace('name:', 'slug: b\nname:'), [/^Ligne 3 : Ce champ est là deux fois/]],
    ['a tab', MUSEUMS.replace('  bucket', '\tbucket'), [/^Ligne 8 : .*tabulation/]],
    ['a bracket left open', MUSEUMS.replace('[annee]', '[annee'), [/^Ligne 13 : .*crochet/]],
    ['a quote left open', MUSEUMS.replace('*.csv"', '*.csv'), [/^Ligne \d+ : /]],
    ['a star without quotes', MUSEUMS.replace('"{annee}/liste_*.csv"', '*.csv'), [/^Ligne 10 : .*étoile.*guillemets/]],
    ['a brace without quotes', MUSEUMS.replace('"{annee}/liste_*.csv"', '{annee}/a.csv'), [/^Ligne 10 : .*guillemets/]],
    ['a colon without quotes', MUSEUMS.replace('Liste des musées', 'Musées : liste'), [/^Ligne 3 : .*guillemets/]],
    ['a tag', MUSEUMS.replace('name: ', 'name: !!binary '), [/^Ligne 3 : .*étiquettes/]],
    ['a program', MUSEUMS.replace('name: Liste des musées', 'name: !!js/function "x"'), [/^Ligne 3 : .*étiquettes/]],
    [
      'names that every object has',
      `${MUSEUMS}__proto__: {a: 1}\n`,
      [/^Ligne 16 \(__proto__\) : .*pas un champ connu/],
    ],
  ])('%s', (_, yaml, expected) => {
    const sentences = sentencesOf(yaml)
    for (const [at, sentence] of expected.entries()) expect(sentences[at]).toMatch(sentence)
    expect(sentences.length).toBeGreaterThanOrEqual(expected.length)
  })

  it('all of them, in the order of the lines, the first in the answer', () => {
    const yaml = `${MUSEUMS.replace('kind: existing', 'kind: exist')}expected_days: 0\nalerts: 3\n`
    expect(sentencesOf(yaml).map((sentence) => /^Ligne (\d+)/.exec(sentence)?.[1])).toEqual(['14', '16', '17'])
    expect(() => parseFlows(yaml)).toThrow(/^Line 14 .*\(and 2 more\) Nothing was changed\.$/)
  })
})

describe('what would never end is refused', () => {
  const letters = [...'abcdefghijk']
  it.each<[string, string, RegExp]>([
    [
      'aliases of aliases',
      letters.map((a, n) => `${a}: &${a} [${n ? `*${letters[n - 1]}, `.repeat(9) : 'x'}]`).join('\n'),
      /alias/,
    ],
    ['an alias of itself', 'slug: &a\n  b: *a\n', /alias/],
    ['brackets', `slug: ${'['.repeat(20_000)}`, /niveaux/],
    ['braces', `slug: ${'{a: '.repeat(20_000)}`, /niveaux/],
    ['hyphens', `${'- '.repeat(20_000)}a`, /niveaux/],
    ['question marks', `${'? '.repeat(20_000)}a`, /niveaux/],
    ['steps', Array.from({ length: 600 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), /niveaux/],
    ['brackets over lines', '[\n'.repeat(20_000), /niveaux/],
    ['a book', `slug: ${'x'.repeat(500_001)}`, /trop long/],
  ])('%s', (_, yaml, sentence) => expect(sentencesOf(yaml)[0]).toMatch(sentence))
  it('and of a thousand mistakes, fifty are told', () => {
    const wrong = `${MUSEUMS}${Array.from({ length: 150 }, (_, n) => `x${n}: 1\n`).join('')}---\n`
    expect(sentencesOf(wrong.repeat(7))).toHaveLength(50)
  })
  it('and ten thousand fields are not even looked at', () =>
    expect(sentencesOf(`${MUSEUMS}${Array.from({ length: 10_000 }, (_, n) => `x${n}: 1\n`).join('')}`)).toEqual([
      'Ligne 2 : 200 éléments au plus.',
    ]))
})

describe('a flow is written as YAML', () => {
  const template = { kind: 'template' as const, ...KIND_DEFAULTS.template }
  const FLOWS: [string, FlowDefinition][] = [
    ['the usual one', filesDefinition()],
    [
      'texts of every kind',
      filesDefinition({
        selection: {
          pattern: '*/{annee} #1: "é" \'x\'.csv',
          exclude: ['**', '- a', '{annee}', '!x', '&a', '2024', 'null', 'true', '~'],
        },
        mapping: {
          dataset: {
            ...template,
            title: 'Oui: #non',
            description: ' Deux\n\n  lignes\n\tet une tabulation \n\n',
            tags: ['no', '0o7', '1e3'],
          },
          resource: { title: 'yes', description: `${'long '.repeat(60)}\r\nfin\u00a0\u2028`, fileName: '2024-01-01' },
        },
        owns: ['dataset.title', 'resource.title'],
        alerts: { people: 'all', mails: ['a@b.fr'], webhooks: ['https://a.fr/?x=1#y'] },
      }),
    ],
    ['a cron', filesDefinition({ schedule: { kind: 'cron', expression: '*/5 * * * *', timeZone: 'Indian/Reunion' } })],
    ['rules', filesDefinition({ gates: { ...DEFAULTS.files.gates, rules: { nir: 'hold', 'no-rows': 'publish' } } })],
    [
      'a mirror',
      {
        kind: 'mirror',
        server: 'https://www.data.gouv.fr',
        perimeter: { by: 'topic', value: 'a: b' },
        ...DEFAULTS.mirror,
      },
    ],
  ]
  it.each(FLOWS)('and read the same: %s', (_, definition) => {
    const flow = { slug: 'musees', name: ' - Musées: "1" #2'.trim(), definition }
    const written = writeFlow(flow)
    expect(parseFlows(written)).toEqual([flow])
    expect(writeFlow(parseFlows(written)[0] as typeof flow)).toBe(written)
    expect(written).not.toMatch(/[&*]a\d/)
  })
  it('with the words of each block, and names of secrets only', () => {
    const written = writeFlow({ slug: 'm', name: 'M', definition: filesDefinition() }, [
      'access_key_id',
      'secret_access_key',
    ])
    expect(written).toMatch(/^# Un flux de Cimaise\./)
    expect(written).toContain(
      '# Identifiants enregistrés, jamais écrits ici : access_key_id, secret_access_key.\nsource:',
    )
    for (const block of ['selection', 'mapping', 'owns', 'schedule', 'gates', 'alerts', 'destination'])
      expect(written).toMatch(new RegExp(`\\n\\n(# .*\\n)+${block}:`))
    expect(parseFlows(written)[0]?.definition).toEqual(filesDefinition())
  })
})
