import type { Flow, FlowDefinition } from '@cimaise/client'
import { expect, test } from 'vitest'
import { gateWords, sourceWords } from './definition-words.ts'
import { ownerOf } from './feedings.ts'
import { definitionOf, emptyForm, filesErrors, formOf, partsOf, secretsOf, sourceErrors } from './form.rules.ts'
import { scheduleFormOf, scheduleOf, scheduleWords } from './schedule.rules.ts'
import { DEFAULTS } from './testing/defaults.ts'
import { fieldOf, stepOf } from './wizard/places.ts'
import { durationOf } from './words.ts'
import { linesOf } from './yaml.rules.ts'

const form = () => emptyForm(DEFAULTS, 'org')
const plain = (text: string): string => text.replace(/[\u202f\u00a0]/g, ' ')

test.each([
  ['30 2 * * *', 'chaque jour à 02:30'],
  ['5 14 * * 1,2,3,4,5', 'du lundi au vendredi à 14:05'],
  ['0 6 * * 0,3', 'chaque mercredi et dimanche à 06:00'],
  ['0 6 * * 7', 'chaque dimanche à 06:00'],
  ['0 6 1 * *', 'selon « 0 6 1 * * »'],
  ['61 6 * * *', 'selon « 61 6 * * * »'],
])('the schedule %s reads: %s', (expression, words) => {
  expect(plain(scheduleWords({ kind: 'cron', expression, time_zone: 'Europe/Paris' }))).toBe(words)
})

test('minutes, hours, another time zone and no schedule at all have their words', () => {
  expect(scheduleWords({ kind: 'every', minutes: 30 })).toBe('toutes les 30 minutes')
  expect(scheduleWords({ kind: 'every', minutes: 60 })).toBe('toutes les heures')
  expect(scheduleWords({ kind: 'every', minutes: 120 })).toBe('toutes les 2 heures')
  expect(scheduleWords({ kind: 'cron', expression: '0 6 * * *', time_zone: 'America/Cayenne' })).toContain('Cayenne')
  expect(scheduleWords({ kind: 'manual' })).toContain('à la demande')
})

test.each(['30 2 * * *', '0 6 * * 1,5', '*/7 * * * *', '0 6 1 1 *'])('the schedule %s goes through its form', (it) => {
  const schedule = { kind: 'cron' as const, expression: it, time_zone: 'Europe/Paris' }
  expect(scheduleOf(scheduleFormOf(schedule))).toEqual(schedule)
})

const flowWith = (definition: FlowDefinition) => ({ name: 'Musées', organization: { id: 'org' }, definition }) as Flow

test('a definition goes through its form unchanged, whatever its kind', () => {
  const s3 = { ...form(), name: 'Musées' }
  s3.selection.pattern = 'liste_{annee}.csv'
  s3.mapping.identity = ['annee']
  s3.dataset.id = 'abc'
  s3.owns = ['resource.title']
  const elsewhere = {
    ...structuredClone(s3),
    destination: { ...s3.destination, way: 'udata' as const, dataset_id: 'x' },
  }
  const template = structuredClone(s3)
  Object.assign(template.dataset, { way: 'template', template: { ...template.dataset.template, title: 'Musées' } })
  const mirror = { ...structuredClone(s3), kind: 'mirror' as const }
  for (const one of [s3, elsewhere, template, mirror]) {
    const definition = definitionOf(one)
    expect(definitionOf(formOf(flowWith(definition), DEFAULTS))).toEqual(definition)
  }
})

test('a draft can be kept from its first step on: what is not said yet is made good', () => {
  const definition = definitionOf({ ...form(), name: 'Musées' })
  expect(definition).toMatchObject({
    selection: { pattern: '**' },
    mapping: { dataset: { kind: 'template', title: 'Musées' } },
  })
})

test('changing one’s mind loses nothing, and sends only what is chosen', () => {
  const changed = form()
  changed.sources.s3.bucket = 'open-data'
  changed.kind = 'web'
  changed.sources.web.url = 'https://exemple.fr/musees.csv'
  expect(definitionOf(changed)).toMatchObject({ source: { kind: 'web', url: 'https://exemple.fr/musees.csv' } })
  changed.kind = 's3'
  expect(definitionOf(changed)).toMatchObject({ source: { kind: 's3', bucket: 'open-data' } })
})

test('parts that the pattern lost, and fields that the flow has no words for, are not sent', () => {
  const changed = form()
  changed.selection.pattern = '{region}/{annee}.csv'
  changed.mapping.identity = ['annee', 'mois']
  changed.dataset.id = 'abc'
  changed.owns = ['dataset.title', 'resource.title', 'resource.description']
  expect(partsOf('{region}/{annee}.csv {annee} {Non}')).toEqual(['region', 'annee'])
  expect(definitionOf(changed)).toMatchObject({ mapping: { identity: ['annee'] }, owns: ['resource.title'] })
})

test('what lacks is said by field, of the kind that is chosen alone', () => {
  expect(Object.keys(sourceErrors(form()))).toEqual(['name', 'endpoint', 'bucket'])
  expect(Object.keys(sourceErrors({ ...form(), kind: 'inbox' }))).toEqual(['name'])
  expect(Object.keys(sourceErrors({ ...form(), kind: 'mirror' }))).toEqual(['name', 'value'])
  expect(Object.keys(filesErrors(form()))).toEqual(['pattern', 'dataset'])
  const made = form()
  made.dataset.way = 'template'
  expect(Object.keys(filesErrors(made))).toEqual(['pattern', 'template_title', 'template_description'])
  const elsewhere = form()
  elsewhere.destination.way = 'udata'
  expect(Object.keys(filesErrors(elsewhere))).toEqual(['pattern', 'dataset_id'])
  expect(secretsOf(elsewhere)).toContain('api_key')
  expect(secretsOf(form())).not.toContain('api_key')
})

test.each([
  ['definition.source.endpoint', 'endpoint', 'source'],
  ['credentials.password', 'password', 'source'],
  ['name', 'name', 'source'],
  ['definition.selection.pattern', 'pattern', 'fichiers'],
  ['definition.mapping.identity.0', 'identity', 'fichiers'],
  ['definition.mapping.dataset', 'dataset', 'fichiers'],
  ['definition.mapping.dataset.title', 'template_title', 'fichiers'],
  ['definition.mapping.resource.title', 'resource_title', 'fichiers'],
  ['definition.destination.server', 'server', 'fichiers'],
  ['credentials.api_key', 'api_key', 'fichiers'],
  ['definition.schedule.expression', 'expression', 'rythme'],
  ['definition.alerts.mails.1', 'mails', 'rythme'],
])('what is refused at %s is shown at %s, in the step %s', (path, field, step) => {
  expect([fieldOf(path), stepOf(path)]).toEqual([field, step])
})

test('lines of YAML errors are numbers to go to, those without one are said all the same', () => {
  const details = [
    { path: 'yaml', message: 'Ligne 4 (source.bucket) : inconnu.' },
    { path: 'yaml', message: 'Ligne 12 : cinq champs.' },
    { path: 'organization', message: 'Inconnue.' },
  ]
  expect(linesOf({ details })).toEqual([
    { line: 4, message: '(source.bucket) : inconnu.' },
    { line: 12, message: 'cinq champs.' },
    { line: null, message: 'Inconnue.' },
  ])
})

test('a definition is said in words', () => {
  const { s3 } = form().sources
  const source = { ...s3, endpoint: 'https://s3.exemple.fr', bucket: 'open-data', prefix: 'musees/' }
  expect(plain(sourceWords(source))).toBe('Bucket « open-data » de s3.exemple.fr, dans « musees/ »')
  const definition = definitionOf(form())
  expect(definition.kind === 'files' && gateWords(definition)).toContain('Si une colonne disparaît\u202f: retenir')
})

test('durations are short', () => {
  expect([820, 9_000, 125_000, 3_720_000].map(durationOf)).toEqual([
    '820\u202fms',
    '9\u202fs',
    '2\u202fmin 05\u202fs',
    '1\u202fh 02',
  ])
})

test('a field is a flow’s, a person’s, or of no flow', () => {
  const flow = { id: 'f', slug: 'f', name: 'Musées', state: 'active', health: 'ok', sentence: '' } as const
  const fields = [{ on: 'dataset', id: 'd', field: 'title', owner: 'person', since: '2026-01-01' }] as const
  const feeding = { flow, resource: 'r', last_run_at: null, next_run_at: null, last_change_at: null }
  const list = [{ ...feeding, fields: [...fields] }]
  expect(ownerOf(list, 'dataset', 'd', 'title')?.owner.owner).toBe('person')
  expect(ownerOf(list, 'dataset', 'd', 'description')).toBeNull()
  expect(ownerOf(list, 'resource', 'd', 'title')).toBeNull()
})
