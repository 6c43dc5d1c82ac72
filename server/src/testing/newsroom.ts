import type { Role, UserActor } from '../lib/actor.ts'
import { addMember, getOrganization } from '../organizations/index.ts'
import { startTestApp, type Person, type TestApp } from './test-app.ts'
import { publishPlanned, type PublicationDeps } from '../publications/index.ts'

const START = new Date('2026-11-28T09:00:00Z')
export const MINUTE = 60_000

/** An organization with its people, a clock that tests move, and the job of the minute. */
export interface Newsroom {
  app: TestApp
  /** Administrator, editors, partial editor of nothing, nobody. */
  admin: Person
  camille: Person
  alix: Person
  partial: Person
  outsider: Person
  organization: { id: string; slug: string }
  join(person: Person, role: Role): Promise<unknown>
  deps: PublicationDeps
  clock: { now: Date }
  /** In so many minutes, as the wire says it. */
  inMinutes(minutes: number): string
  /** Time goes on, and the job runs. */
  wait(minutes: number): Promise<void>
  fourEyes(on: boolean): Promise<void>
  /** A dataset of the organization, by its administrator. */
  dataset(options?: { draft?: boolean; tags?: string[] }): Promise<string>
  /** A published file, by the administrator. */
  file(dataset: string, content?: string): Promise<string>
  deposit(
    who: Person,
    dataset: string,
    content: string | Uint8Array,
    resource?: string,
  ): Promise<{ id: string; sha256: string }>
  isPublic(dataset: string): Promise<boolean>
  /** The bytes that everybody gets. */
  online(dataset: string, resource: string): Promise<string>
}

export const TABLE = 'id;nom\n1;Louvre\n2;Orsay\n'
export const NEXT = 'id;nom\n1;Louvre\n2;Orsay\n3;Mucem\n'

export const openNewsroom = async (start = START): Promise<Newsroom> => {
  const clock = { now: start }
  const app = await startTestApp({ now: () => clock.now })
  const names = ['Anne Roux', 'Camille Perrin', 'Alix Moreau', 'Paul Petit', 'Sacha Morel']
  const people = await Promise.all(names.map((name) => app.person(name)))
  const [admin, camille, alix, partial, outsider] = people as [Person, Person, Person, Person, Person]
  const { json: organization } = await admin.call('POST', '/api/1/organizations/', { name: 'Musées', description: 'x' })
  const { db } = app.database
  const founder = actorOf(admin, organization.id, 'admin')
  const join = async (person: Person, role: Role) =>
    addMember(db, founder, await getOrganization(db, founder, organization.id), person.user.email, role)
  await join(camille, 'editor')
  await join(alix, 'editor')
  await join(partial, 'partial_editor')
  const deps = { ...app.flowDeps, now: () => clock.now }
  return {
    ...{ app, admin, camille, alix, partial, outsider, organization, join, deps, clock },
    inMinutes: (minutes) => new Date(clock.now.getTime() + minutes * MINUTE).toISOString(),
    wait: async (minutes) => {
      clock.now = new Date(clock.now.getTime() + minutes * MINUTE)
      await publishPlanned(deps)
    },
    fourEyes: async (on) =>
      void (await admin.call('PUT', `/api/1/organizations/${organization.id}/settings/`, { four_eyes: on })),
    dataset: async ({ draft = false, tags = [] } = {}) => {
      const words = { title: 'Musées de France', description: 'Les musées.', organization: organization.id, tags }
      return (await admin.call('POST', '/api/1/datasets/', { ...words, private: draft })).json.id
    },
    file: async (dataset, content = TABLE) =>
      (await admin.upload(`/api/1/datasets/${dataset}/upload/`, 'musees.csv', content)).json.id,
    deposit: async (who, dataset, content, resource) => {
      const of = resource ? `resources/${resource}/` : ''
      return (await who.upload(`/api/1/datasets/${dataset}/${of}deposits/`, 'musees.csv', content)).json
    },
    isPublic: async (dataset) => (await fetch(`${app.url}/api/1/datasets/${dataset}/`)).ok,
    online: async (dataset, resource) => {
      const { json } = await admin.call('GET', `/api/1/datasets/${dataset}/resources/${resource}/`)
      return (await fetch(json.latest)).text()
    },
  }
}

/** Who a member is to a use case. */
export const actorOf = ({ user }: Person, organizationId: string, role: Role): UserActor => ({
  ...{ kind: 'user', userId: user.id, siteAdmin: false, sessionIdHash: null },
  memberships: [{ organizationId, role, assigned: [] }],
})
