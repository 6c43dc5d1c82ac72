import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let admin: Person
let organization: { id: string }
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.person('Ada Admin')
  const body = { name: 'Archives', description: 'Des archives.' }
  organization = (await admin.call('POST', '/api/1/organizations/', body)).json
})
afterAll(() => app.close())

test('an address without account is invited: whoever registers with it finds the invitation', async () => {
  const path = `/api/1/organizations/${organization.id}/member/`
  const invited = await admin.call('POST', path, { email: 'Nina.Test@culture.example', role: 'admin' })
  expect([invited.status, invited.json.user, invited.json.email]).toEqual([201, null, 'nina.test@culture.example'])
  const nina = await app.person('Nina Test')
  const [mine] = (await nina.call('GET', '/api/1/me/org_invitations/')).json
  expect(mine).toMatchObject({ id: invited.json.id, role: 'admin', organization: { id: organization.id } })
  expect((await nina.call('POST', `/api/1/me/org_invitations/${mine.id}/accept/`)).status).toBe(200)
  const { members } = (await nina.call('GET', `/api/1/organizations/${organization.id}/`)).json
  expect(members.map((member: { role: string }) => member.role)).toEqual(['admin', 'admin'])
  const other = await app.person('Oscar Test')
  expect((await other.call('GET', '/api/1/me/org_invitations/')).json).toEqual([])
})
