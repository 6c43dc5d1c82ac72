import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import type { FlowDefinition as WireDefinition } from '../../../../client/src/flow-types.ts'
import { Invalid, type FieldErrors } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { DEFAULTS, KIND_DEFAULTS } from './defaults.rules.ts'
import { checkDefinition } from './definition.rules.ts'
import type { FlowDefinition } from '../model.ts'
import { DATASET_ID, filesDefinition } from '../testing/definitions.ts'
import { FlowDefinitionModel } from './wire.definition.ts'
import { presentDefaults, presentDefinition, readDefinition } from './wire.reading.ts'

/** As little as a person may write. */
const SMALLEST = {
  kind: 'files',
  source: { kind: 'inbox' },
  selection: { pattern: '**' },
  mapping: { dataset: { kind: 'existing', id: DATASET_ID } },
}

const template = { kind: 'template' as const, ...KIND_DEFAULTS.template, title: 'Musées {annee}' }

/** One of each kind, and each value that may be null as something. */
const DEFINITIONS: [string, FlowDefinition][] = [
  ['the usual one', filesDefinition()],
  ['web', filesDefinition({ source: { kind: 'web', url: 'https://exemple.fr/a.csv?x=1', index: true } })],
  [
    'sftp',
    filesDefinition({
      source: {
        kind: 'sftp',
        host: 'depot.exemple.fr',
        port: 2222,
        user: 'u',
        folder: '/out',
        hostKey: `SHA256:${'a'.repeat(43)}`,
      },
    }),
  ],
  [
    'ftps',
    filesDefinition({ source: { kind: 'ftps', host: '10.0.0.1', port: 990, user: 'u', folder: '/', implicit: true } }),
  ],
  ['folder', filesDefinition({ source: { kind: 'folder', path: 'musees/sortie' } })],
  ['inbox', filesDefinition({ source: { kind: 'inbox' } })],
  [
    'everything said',
    filesDefinition({
      selection: {
        pattern: '{region}/{annee}_*.csv',
        exclude: ['**/tmp*'],
        minBytes: 1,
        maxBytes: 10,
        settleSeconds: 0,
      },
      mapping: {
        identity: ['annee', 'region'],
        several: 'latest',
        dataset: {
          ...template,
          description: 'En {annee}',
          tags: ['musees'],
          license: 'lov2',
          frequency: 'annual',
          private: false,
        },
        resource: {
          title: '{region} {nom}',
          description: '{fichier}',
          fileName: 'm-{annee}.csv',
          type: 'documentation',
          order: 'newest',
        },
        vanished: 'archive',
        convert: { kind: 'sheet', sheet: 2 },
      },
      owns: [
        'dataset.title',
        'dataset.description',
        'resource.title',
        'resource.description',
        'dataset.temporal_coverage',
      ],
      schedule: { kind: 'every', minutes: 15 },
      gates: {
        ...{ blocker: 'warn', warning: 'publish', rules: { 'no-rows': 'publish', nir: 'hold' } },
        rows: { minPercent: null, maxPercent: 12.5, minimum: 3, action: 'warn' },
      },
      expectedDays: 8,
      alerts: { people: 'all', mails: ['equipe@exemple.fr'], webhooks: ['https://exemple.fr/h'] },
    }),
  ],
  ['a sheet by name', filesDefinition({ mapping: { convert: { kind: 'sheet', sheet: '2024' } } })],
  ['a member', filesDefinition({ mapping: { convert: { kind: 'unzip', member: '**/*.csv' } } })],
  ['utf8, by hand', filesDefinition({ mapping: { convert: { kind: 'utf8' } }, schedule: { kind: 'manual' } })],
  [
    'elsewhere',
    filesDefinition({ destination: { kind: 'udata', server: 'https://www.data.gouv.fr', datasetId: DATASET_ID } }),
  ],
  [
    'a mirror',
    {
      kind: 'mirror',
      server: 'https://www.data.gouv.fr',
      perimeter: { by: 'tag', value: 'musées' },
      ...DEFAULTS.mirror,
    },
  ],
  [
    'a mirror that copies',
    {
      ...{
        kind: 'mirror',
        server: 'http://udata.exemple.fr',
        perimeter: { by: 'organization', value: 'mc' },
        files: 'copy',
      },
      ...{ schedule: { kind: 'manual' }, alerts: { people: 'all', mails: [], webhooks: [] } },
    },
  ],
]

describe('a definition goes out and comes back the same', () => {
  it.each(DEFINITIONS)('%s', (_, definition) => {
    const sent = presentDefinition(definition) as WireDefinition
    expect(JSON.stringify(sent)).not.toMatch(/"[a-z]+[A-Z]\w*":/)
    expect(readDefinition(JSON.parse(JSON.stringify(sent)))).toEqual(definition)
    expect(() => checkDefinition(definition)).not.toThrow()
  })
})

describe('the schema that the API shows', () => {
  const documented = Compile(FlowDefinitionModel)
  it.each(DEFINITIONS)('takes what is taken: %s', (_, definition) =>
    expect(documented.Check(presentDefinition(definition))).toBe(true),
  )
  it('and the smallest', () => expect(documented.Check(SMALLEST)).toBe(true))
})

describe('what is left out takes its default', () => {
  it('in the smallest', () =>
    expect(readDefinition(SMALLEST)).toEqual(
      filesDefinition({ source: { kind: 'inbox' }, selection: { pattern: '**' } }),
    ))
  it.each([
    [{ gates: { warning: 'hold' } }, 'gates', { ...DEFAULTS.files.gates, warning: 'hold' }],
    [
      { gates: { rows: { minimum: 3 } } },
      'gates',
      { ...DEFAULTS.files.gates, rows: { ...DEFAULTS.files.gates.rows, minimum: 3 } },
    ],
    [{ gates: { rules: {} } }, 'gates', { ...DEFAULTS.files.gates, rules: {} }],
    [{ alerts: { people: 'all' } }, 'alerts', { people: 'all', mails: [], webhooks: [] }],
    [
      { schedule: { kind: 'cron', expression: '0 2 * * *' } },
      'schedule',
      { kind: 'cron', expression: '0 2 * * *', timeZone: 'Europe/Paris' },
    ],
    [
      { source: { kind: 'sftp', host: 'a.fr', user: 'u' } },
      'source',
      { kind: 'sftp', host: 'a.fr', user: 'u', port: 22, folder: '.', hostKey: null },
    ],
  ])('in %j', (given, field, whole) => expect(readDefinition({ ...SMALLEST, ...given })).toHaveProperty(field, whole))
  it('and fields go out in their order, however they are kept', () => {
    const reversed = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .toReversed()
              .map(([name, inner]) => [name, reversed(inner)]),
          )
        : value
    for (const [, definition] of DEFINITIONS)
      expect(JSON.stringify(presentDefinition(reversed(definition) as FlowDefinition))).toBe(
        JSON.stringify(presentDefinition(definition)),
      )
  })
  it('and the defaults are shown in the words of the wire', () =>
    expect(presentDefaults()).toMatchObject({
      files: { selection: { settle_seconds: 60 }, expected_days: null },
      kinds: { s3: { path_style: true } },
    }))
})

type Json = Record<string, unknown>
const changed = (path: string, value: unknown, from: unknown = presentDefinition(filesDefinition())): unknown => {
  const definition = structuredClone(from) as Json
  const names = path.split('.')
  const last = names.pop() ?? ''
  let inside = definition
  for (const name of names) inside = inside[name] as Json
  if (value === undefined) delete inside[last]
  else inside[last] = value
  return definition
}

const refusal = (json: unknown): Record<string, string> => {
  try {
    readDefinition(json)
  } catch (error) {
    if (error instanceof Invalid) return Object.fromEntries(flat(error.fields ?? {}, ''))
    throw error
  }
  return {}
}
const flat = (fields: FieldErrors, above: string): [string, string][] =>
  Object.entries(fields).flatMap(([name, inner]): [string, string][] =>
    Array.isArray(inner)
      ? [[`${above}${name}`.replace(/^definition\./, ''), (inner as Text[]).map(({ fr }) => fr).join(' ')]]
      : flat(inner, `${above}${name}.`),
  )

describe('a shape that is none is refused where it is wrong', () => {
  it.each<[string, unknown, RegExp, string?]>([
    ['patern', 'x', /« patern » n’est pas un champ connu/],
    ['selection.patern', 'x', /vouliez-vous écrire « pattern »/],
    ['selection.settleSeconds', 1, /vouliez-vous écrire « settle_seconds »/],
    ['selection.pattern', undefined, /« pattern » est obligatoire/],
    ['selection.pattern', ' ', /vide/],
    ['selection.pattern', 2024, /écrivez "2024", entre guillemets/],
    ['selection.pattern', null, /texte/],
    ['selection.pattern', 'x'.repeat(501), /500 caractères/],
    ['selection.exclude', 'x', /liste/],
    ['selection.exclude', ['a', 1], /texte/, 'selection.exclude.1'],
    ['selection.min_bytes', -1, /entier de 0 au moins/],
    ['selection.min_bytes', 1.5, /entier/],
    ['selection.settle_seconds', 86_401, /de 0 à 86\s400/],
    ['selection.settle_seconds', '60', /entier/],
    ['selection', [], /bloc de champs/],
    ['source', undefined, /obligatoire/],
    ['source', 'https://a.fr', /« kind: » suivi de s3, web, sftp, ftps, folder ou inbox/],
    ['source', { kind: 's4' }, /vouliez-vous écrire « s3 »/, 'source.kind'],
    ['source', { kind: 'smb' }, /Écrivez s3, web/, 'source.kind'],
    ['source', {}, /Dites de quelle sorte/, 'source.kind'],
    ['source.secret_access_key', 'x', /n’est pas un champ connu/],
    ['source.path_style', 'oui', /true ou false/],
    ['mapping.dataset', { kind: 'existing' }, /« id » est obligatoire/, 'mapping.dataset.id'],
    ['mapping.dataset', { kind: 'template', title: 'x', tag: [] }, /« tags »/, 'mapping.dataset.tag'],
    ['mapping.several', 'last', /Écrivez fail ou latest/],
    ['mapping.resource.type', 'maine', /« main »/],
    ['mapping.resource.order', 'oldest', /title ou newest/],
    [
      'mapping.convert',
      { kind: 'sheet', sheet: 0 },
      /un texte ou un nombre entier, 1 au moins/,
      'mapping.convert.sheet',
    ],
    ['mapping.convert', { kind: 'sheet', sheet: null }, /un texte ou/, 'mapping.convert.sheet'],
    ['mapping.convert', { kind: 'zip' }, /utf8, sheet ou unzip/, 'mapping.convert.kind'],
    ['owns', ['dataset.tags'], /Écrivez dataset.title/, 'owns.0'],
    ['gates.blocker', 'block', /publish, warn ou hold/],
    ['gates.rules', { nir: 'holdd' }, /« hold »/, 'gates.rules.nir'],
    ['gates.rows.min_percent', 30, /Un nombre de -100 à 0|Un nombre de −100 à 0/],
    ['gates.rows.max_percent', -1, /0 au moins/],
    ['expected_days', 0, /de 1 à 4/],
    ['schedule', { kind: 'every', minutes: 0 }, /de 1 à 44/, 'schedule.minutes'],
    ['schedule', '0 6 * * *', /manual, every ou cron/],
    ['alerts.people', 'nobody', /admins ou all/],
    ['destination', { kind: 'udata', server: 'https://a.fr' }, /dataset_id/, 'destination.dataset_id'],
    ['kind', 'files2', /« files »/],
    ['kind', undefined, /files ou mirror/],
  ])('%s: %j', (path, value, sentence, place = path) => {
    const fields = refusal(changed(path, value))
    expect(Object.keys(fields)).toEqual([place])
    expect(fields[place]).toMatch(sentence)
    // What is documented refuses it too; only spaces are for sentences.
    if (value !== ' ') expect(Compile(FlowDefinitionModel).Check(changed(path, value))).toBe(false)
  })

  it.each([null, undefined, 'x', 3, [], [SMALLEST]])('and %j is no definition', (json) =>
    expect(Object.values(refusal(json)).join()).toMatch(/files ou mirror/),
  )
  it('all at once', () =>
    expect(Object.keys(refusal({ ...SMALLEST, owns: 1, alert: {}, expected_days: -1 }))).toEqual([
      ...['owns', 'alert', 'expected_days'],
    ]))
  it('of names that every object has, too', () =>
    expect(Object.keys(refusal(JSON.parse('{"kind":"files","__proto__":{"a":1},"constructor":1}'))).sort()).toEqual([
      ...['__proto__', 'constructor', 'mapping', 'selection', 'source'],
    ]))
})

describe('words that do not agree are refused', () => {
  const mapping = (changes: Json) => ({ mapping: { ...SMALLEST.mapping, ...changes } })
  it.each<[Json, string, RegExp]>([
    [{ selection: { pattern: 'a{b' } }, 'selection.pattern', /Caractère 2/],
    [{ selection: { pattern: '**', exclude: ['ok', '{'] } }, 'selection.exclude.1', /Caractère 1/],
    [{ selection: { pattern: '**', min_bytes: 2, max_bytes: 1 } }, 'selection.min_bytes', /maximum/],
    [mapping({ identity: ['anee'] }), 'mapping.identity.0', /vouliez-vous écrire « annee »/],
    [mapping({ identity: ['region'] }), 'mapping.identity.0', /qui a {annee}, {mois}/],
    [mapping({ identity: ['annee', 'annee'] }), 'mapping.identity.1', /deux fois/],
    [mapping({ resource: { title: 'Liste {anne}' } }), 'mapping.resource.title', /{annee}, {mois}, {nom}, {fichier}/],
    [mapping({ resource: { description: '{' } }), 'mapping.resource.description', /seul/],
    [mapping({ resource: { file_name: '{x}.csv' } }), 'mapping.resource.file_name', /{x}/],
    [mapping({ dataset: template }), 'mapping.dataset.title', /ajoutez « annee » à l’identité/],
    [mapping({ dataset: { ...template, title: 'Musées {nom}' } }), 'mapping.dataset.title', /« nom » à l’identité/],
    [mapping({ dataset: { ...template, title: 'M {an}' } }), 'mapping.dataset.title', /« {an} » n’est pas une partie/],
    [
      mapping({ identity: ['annee', 'mois'], dataset: { ...template, description: '{mois}' } }),
      'mapping.dataset.description',
      /plusieurs descriptions/,
    ],
    [mapping({ dataset: { ...template, title: 'M', tags: ['x'] } }), 'mapping.dataset.tags', /2 à 96/],
    [mapping({ dataset: { ...template, title: 'M', license: 'gpl' } }), 'mapping.dataset.license', /« gpl »/],
    [mapping({ dataset: { ...template, title: 'M', frequency: 'yearly' } }), 'mapping.dataset.frequency', /« yearly »/],
    [mapping({ convert: { kind: 'unzip', member: '{' } }), 'mapping.convert.member', /Caractère 1/],
    [{ owns: ['dataset.title'] }, 'owns.0', /rien à écrire/],
    [{ owns: ['resource.description'] }, 'owns.0', /rien à écrire/],
    [{ owns: ['resource.type', 'resource.type'] }, 'owns.1', /deux fois/],
    [{ schedule: { kind: 'cron', expression: '0 6 * *' } }, 'schedule.expression', /cinq champs/],
    [{ schedule: { kind: 'cron', expression: '0 6 * * *', time_zone: 'Paris' } }, 'schedule.time_zone', /« Paris »/],
    [
      { gates: { rules: { 'schema-remove-column': 'hold' } } },
      'gates.rules.schema-remove-column',
      /« schema-removed-column »/,
    ],
    [{ gates: { rules: { x: 'hold' } } }, 'gates.rules.x', /pas une règle connue\./],
    [{ alerts: { mails: ['a@b.fr', 'moi'] } }, 'alerts.mails.1', /mail/],
    [{ alerts: { webhooks: ['ftp://a.fr'] } }, 'alerts.webhooks.0', /adresse web/],
    [{ source: { kind: 's3', endpoint: 's3.exemple.fr', bucket: 'b' } }, 'source.endpoint', /adresse web/],
    [{ source: { kind: 's3', endpoint: 'https://k:s@exemple.fr', bucket: 'b' } }, 'source.endpoint', /mot de passe/],
    [{ source: { kind: 's3', endpoint: 'https://exemple.fr', bucket: 'b/c' } }, 'source.bucket', /« prefix »/],
    [{ source: { kind: 'web', url: 'file:///etc/passwd' } }, 'source.url', /adresse web/],
    [{ source: { kind: 'web', url: 'https://moi@exemple.fr' } }, 'source.url', /mot de passe/],
    [{ source: { kind: 'sftp', host: 'sftp://a.fr', user: 'u' } }, 'source.host', /sans « sftp/],
    [{ source: { kind: 'sftp', host: 'a.fr', user: 'u', host_key: 'MD5:ab' } }, 'source.host_key', /SHA256/],
    [{ source: { kind: 'ftps', host: 'a.fr', user: 'u\n' } }, 'source.user', /invisible/],
    [{ source: { kind: 'folder', path: '/etc' } }, 'source.path', /relatif/],
    [{ source: { kind: 'folder', path: 'a/../../b' } }, 'source.path', /relatif/],
    [{ source: { kind: 'folder', path: 'C:\\a' } }, 'source.path', /relatif/],
    [{ destination: { kind: 'udata', server: 'data.gouv.fr', dataset_id: 'x' } }, 'destination.server', /adresse web/],
  ])('%j', (changes, place, sentence) => {
    const fields = refusal({ ...SMALLEST, selection: { pattern: '{annee}-{mois}.csv' }, ...changes })
    expect(Object.keys(fields)).toEqual([place])
    expect(fields[place]).toMatch(sentence)
  })

  it('a template and another server', () =>
    expect(
      refusal({
        ...SMALLEST,
        mapping: { dataset: { ...template, title: 'M' } },
        destination: { kind: 'udata', server: 'https://a.fr', dataset_id: 'x' },
      }),
    ).toEqual({ 'mapping.dataset': expect.stringMatching(/« kind: existing »/) as string }))
  it('a mirror of no address', () =>
    expect(refusal({ kind: 'mirror', server: 'x', perimeter: { by: 'tag', value: 'm' } })).toHaveProperty('server'))
})
