import { afterAll, beforeAll, expect, test } from 'vitest'
import { anonymous, startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let camille: Person
let alix: Person
let path: string
beforeAll(async () => {
  app = await startTestApp()
  camille = await app.person('Camille Perrin')
  alix = await app.person('Alix Moreau')
  const words = { name: 'Musées nationaux', description: 'Les musées.' }
  const { id } = (await camille.call('POST', '/api/1/organizations/', words)).json
  path = `/api/1/organizations/${id}/settings/`
})
afterAll(() => app.close())

test('an organization that said nothing asks for nothing', async () => {
  expect((await anonymous(app.url).call('GET', path)).json).toEqual({
    ...{ recommended_tags: [], required_tags: [], default_license: null, default_contact_point: null },
    ...{ help_url: null, help_email: null, membership_help: null, four_eyes: false },
  })
})

test('its administrators say how it works; what they leave out stays; tags become slugs', async () => {
  const tags = { required_tags: ['Culture', 'Ministère de la Culture', 'culture'] }
  expect((await camille.call('PUT', path, { ...tags, default_license: 'lov2' })).status).toBe(200)
  const { json } = await camille.call('PUT', path, { four_eyes: true, help_email: 'aide@musees.example' })
  expect(json).toMatchObject({ required_tags: ['culture', 'ministere-de-la-culture'], default_license: 'lov2' })
  expect((await alix.call('GET', path)).json).toEqual(json)
})

test('nobody else does, and what makes no sense is refused', async () => {
  expect((await alix.call('PUT', path, { four_eyes: false })).status).toBe(403)
  expect((await anonymous(app.url).call('PUT', path, { four_eyes: false })).status).toBe(401)
  expect((await camille.call('PUT', path, { four_eyes: 'oui' })).status).toBe(400)
  const wrong = await camille.call('PUT', path, { help_url: 'javascript:alert(1)', help_email: 'aide' })
  expect([wrong.status, Object.keys(wrong.json.errors)]).toEqual([400, ['help_url', 'help_email']])
  expect((await camille.call('GET', '/api/1/organizations/inconnue/settings/')).status).toBe(404)
})

test('who closes their account asks for nothing any more, and what they wrote is gone', async () => {
  const sacha = await app.person('Sacha Roy')
  const membership = path.replace('settings/', 'membership/')
  const { id } = (await sacha.call('POST', membership, { comment: 'Service des musées' })).json
  expect((await sacha.call('DELETE', '/api/1/me/')).status).toBe(204)
  const requests: { id: string; status: string; comment: string | null }[] = (await camille.call('GET', membership))
    .json
  expect(requests.find((one) => one.id === id)).toMatchObject({ status: 'canceled', comment: null })
  expect((await camille.call('POST', `${membership}${id}/accept/`)).status).toBe(400)
})
