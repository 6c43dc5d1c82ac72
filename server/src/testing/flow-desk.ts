import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startTestApp, type Person, type TestApp, type TestAppOptions } from './test-app.ts'
import { startDueFlows } from '../flows/index.ts'

/** A server whose flows read a folder, a person who has an organization, and a clock that a test moves by hand. */
export interface Desk {
  app: TestApp
  camille: Person
  organization: string
  now(): Date
  /** Goes on by so many hours. */
  wait(hours: number): void
  /** Writes a file of the folder, now. */
  put(key: string, content: string | Uint8Array): void
  remove(key: string): void
  /** Makes them a member. */
  join(person: Person, role: string): Promise<void>
  newDataset(title: string, more?: object): Promise<string>
  /** A flow of CSV files of this folder; its slug. */
  newFlow(folder: string, changes?: Changes): Promise<string>
  /** Begins it at once; its first run is done. */
  activate(slug: string): Promise<Json>
  /** Does the runs whose time has come; the last run of the flow. */
  nextRun(slug: string): Promise<Json>
  lastRun(slug: string): Promise<Json>
  /** What the last run decided. */
  decisions(slug: string, query?: string): Promise<Json[]>
  /** What waits in quarantine. */
  held(slug: string): Promise<Json[]>
  filesOf(dataset: string): Promise<Json[]>
  get(path: string): Promise<Json>
  close(): Promise<void>
}

// What the wire holds is what a test looks into, whatever its shape.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any
export interface Changes {
  dataset?: object | string
  mapping?: object
  selection?: object
  credentials?: object
  [field: string]: unknown
}

export const startDesk = async (options: TestAppOptions = {}): Promise<Desk> => {
  const root = mkdtempSync(join(tmpdir(), 'cimaise-desk-'))
  let now = new Date('2026-03-02T05:00:00Z')
  const app = await startTestApp({ folderRoot: root, now: () => now, ...options })
  const camille = await app.person('Camille Perrin')
  const { id: organization } = (
    await camille.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })
  ).json
  const ask = async (status: number, method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await camille.call(method, path, body)
    expect(answer.status, answer.text).toBe(status)
    return answer.json
  }
  const get = (path: string): Promise<Json> => ask(200, 'GET', path)
  const lastRun = async (slug: string): Promise<Json> => (await get(`/api/1/flows/${slug}/runs/`)).data[0]
  const nextRun = async (slug: string): Promise<Json> => {
    await startDueFlows(app.database.db, now)
    await app.runTasks()
    return lastRun(slug)
  }
  return {
    ...{ app, camille, organization, get, lastRun, nextRun },
    now: () => now,
    wait: (hours) => void (now = new Date(now.getTime() + hours * 3_600_000)),
    put: (key, content) => {
      const path = join(root, key)
      mkdirSync(join(path, '..'), { recursive: true })
      writeFileSync(path, content)
      utimesSync(path, now, now)
    },
    remove: (key) => rmSync(join(root, key)),
    join: async (person, role) => {
      const here = `/api/1/organizations/${organization}/member/`
      await ask(201, 'POST', here, { user: person.user.id, role })
      const [invitation] = (await person.call('GET', '/api/1/me/org_invitations/')).json
      await person.call('POST', `/api/1/me/org_invitations/${invitation.id}/accept/`)
    },
    newDataset: async (title, more = {}) =>
      (await ask(201, 'POST', '/api/1/datasets/', { title, description: 'Des musées.', organization, ...more })).id,
    newFlow: async (folder, changes = {}) => {
      const name = `Flux ${folder}`
      const { credentials, ...rest } = changes
      const body = { name, organization, definition: definitionOf(folder, rest), credentials }
      return (await ask(201, 'POST', '/api/1/flows/', body)).slug
    },
    activate: async (slug) => {
      await ask(200, 'POST', `/api/1/flows/${slug}/activate/`)
      return nextRun(slug)
    },
    decisions: async (slug, query = '') =>
      (await get(`/api/1/flows/${slug}/runs/${(await lastRun(slug)).number}/decisions/${query}`)).data,
    held: async (slug) => (await get(`/api/1/flows/held/?flow=${slug}&state=waiting`)).data,
    filesOf: async (dataset) => (await get(`/api/1/datasets/${dataset}/`)).resources,
    close: async () => {
      await app.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Of CSV files, one for each year; `dataset`: the id of one, or a template. */
export const definitionOf = (folder: string, { dataset, mapping, selection, ...more }: Changes = {}): object => ({
  kind: 'files',
  source: { kind: 'folder', path: folder },
  selection: { pattern: 'liste_{annee}.csv', ...selection },
  mapping: {
    identity: ['annee'],
    dataset: typeof dataset === 'object' ? dataset : { kind: 'existing', id: dataset ?? 'x' },
    resource: { title: 'Liste {annee}' },
    ...mapping,
  },
  ...more,
})

/** So many museums, in CSV. */
export const museums = (rows: number, column = 'nom'): string =>
  [`id;${column};ville`, ...Array.from({ length: rows }, (_, i) => `${i + 1};Musée ${i + 1};Paris`)].join('\n') + '\n'
