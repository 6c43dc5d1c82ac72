import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANALYSER_VERSION, createInspector } from '../analysis/index.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { inspectAgain } from './index.ts'

let app: TestApp
let inspector: ReturnType<typeof createInspector>
beforeAll(async () => {
  app = await startTestApp()
  inspector = createInspector({ tempDir: `${app.folder}/again` })
})
afterAll(async () => {
  await inspector.close()
  await app.close()
})

test('files of before an upgrade have their tables again, once', async () => {
  const camille = await app.person('Camille Perrin')
  const { id, slug } = (await camille.call('POST', '/api/1/datasets/', { title: 'Musées', description: 'x' })).json
  await camille.upload(`/api/1/datasets/${id}/upload/`, 'musees.csv', 'nom;n\nLouvre;1\nOrsay;2\n')
  await camille.upload(`/api/1/datasets/${id}/upload/`, 'theatres.csv', 'nom;n\nOdéon;1\n')
  const page = async () => (await fetch(`${app.url}/datasets/${slug}`)).text()
  expect(await page()).toContain('Odéon')
  const { pool, db } = app.database
  await pool.query('update inspections set analyser_version = 1')
  expect(await page()).not.toContain('Odéon')
  await inspectAgain({ db, blobs: app.blobs, inspector })
  expect(await page()).toContain('Odéon')
  expect(await page()).toContain('Orsay')
  const { rows } = await pool.query('select analyser_version from inspections')
  expect(rows.map((row) => row.analyser_version)).toEqual([ANALYSER_VERSION, ANALYSER_VERSION])
  await inspectAgain({ db, blobs: app.blobs, inspector })
})

test('what may be personal is masked on the page that everybody reads', async () => {
  const camille = await app.person('Camille Roy')
  const { id, slug } = (await camille.call('POST', '/api/1/datasets/', { title: 'Agents', description: 'x' })).json
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `Poste ${letter};jeanne.martin${letter}@culture.gouv.fr`)
  await camille.upload(`/api/1/datasets/${id}/upload/`, 'agents.csv', `poste;mel\n${rows.join('\n')}\n`)
  const page = await (await fetch(`${app.url}/datasets/${slug}`)).text()
  expect(page).toContain('Poste c')
  expect(page).toContain('•••')
  expect(page).not.toContain('jeanne.martin')
})
