/** Files in quarantine whose place was taken, or went to others, before somebody decided. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { museums, startDesk, type Desk } from '../testing/flow-desk.ts'

let desk: Desk
beforeAll(async () => {
  desk = await startDesk()
})
afterAll(() => desk.close())

test('a file that another flow feeds since is published all the same, and stays with that flow', async () => {
  const dataset = await desk.newDataset('Deux flux')
  desk.put('avant/liste_2025.csv', museums(50))
  const before = await desk.newFlow('avant', { dataset })
  await desk.activate(before)
  await desk.camille.call('DELETE', `/api/1/flows/${before}/`)
  desk.put('un/liste_2025.csv', museums(5))
  const one = await desk.newFlow('un', { dataset })
  expect(await desk.activate(one)).toMatchObject({ counts: { held: 1 } })
  desk.put('deux/liste_2025.csv', museums(51))
  const other = await desk.newFlow('deux', { dataset })
  expect(await desk.activate(other)).toMatchObject({ counts: { published: 1 } })
  const [held] = await desk.held(one)
  const released = await desk.camille.call('POST', `/api/1/flows/held/${held.id}/release/`, { reason: 'Vu.' })
  expect(released.json, released.text).toMatchObject({ state: 'released' })
  expect(await desk.filesOf(dataset)).toMatchObject([{ extras: { 'cimaise:version': 3 } }])
  expect((await desk.get(`/api/1/flows/held/?flow=${one}`)).data).toMatchObject([{ state: 'released' }])
  desk.wait(24)
  desk.put('deux/liste_2025.csv', museums(6))
  expect(await desk.nextRun(other)).toMatchObject({ counts: { published: 1 } })
  expect(await desk.filesOf(dataset)).toMatchObject([{ extras: { 'cimaise:version': 4 } }])
  expect(await desk.lastRun(one)).toMatchObject({ state: 'done', counts: { unchanged: 1 } })
})
