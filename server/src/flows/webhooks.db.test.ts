import { afterAll, beforeAll, expect, test } from 'vitest'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'
import { isSignedBy, startReceiver } from '../testing/week/start-receiver.ts'

let desk: Desk
let program: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  // A receiver on this machine is a private address: the operator allows it.
  desk = await startDesk({ sites: {} })
  program = await startReceiver()
})
afterAll(async () => {
  await desk.close()
  await program.close()
})

test('a program is told, and knows by the secret of the flow that it is from here', async () => {
  const dataset = await desk.newDataset('Musées')
  const slug = await desk.newFlow('webhook', { dataset, alerts: { webhooks: [program.url] } })
  const { secret } = (await desk.camille.call('POST', `/api/1/flows/${slug}/signature/`)).json
  expect(secret).toMatch(/^whsec_/)
  desk.put('webhook/liste_2025.csv', museums(0))
  await desk.activate(slug)
  await desk.app.runTasks()
  const [call] = program.calls
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ type: 'flow.held', data: { flow: { slug } } })
  expect(call && isSignedBy(secret, call)).toBe(true)
  const { data } = await desk.get(`/api/1/flows/${slug}/deliveries/`)
  expect(data).toMatchObject([{ type: 'flow.held', state: 'delivered', attempts: [{ status: 204 }] }])
  const again = (await desk.camille.call('POST', `/api/1/flows/${slug}/signature/`)).json.secret
  expect(again).not.toBe(secret)
})
