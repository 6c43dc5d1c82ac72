/** The people and the organization that every group of checks acts with. From here on, HTTP only. */
import { startTestApp, anonymous, type Answer, type Person, type TestApp } from '../server/src/testing/test-app.ts'

export type { Answer, Person }
export type Caller = Pick<Person, 'call' | 'upload'>

/** Who asks, in the order of udata's table of rights (udata-api.md §8). */
export const ROLES = ['anonymous', 'outsider', 'owner', 'partial', 'editor', 'admin', 'siteAdmin'] as const
export type RoleName = (typeof ROLES)[number]

export interface World {
  url: string
  organization: { id: string; slug: string; name: string }
  /** `owner` is a plain user like `outsider`: the tests make them own what they need. */
  as: Record<RoleName, Caller>
  people: Record<Exclude<RoleName, 'anonymous'>, Person>
  /** Somebody more, for the checks that change a person. */
  person(name: string): Promise<Person>
  close(): Promise<void>
}

/** A server of its own, with an organization and one person of each role. */
export const startWorld = async (): Promise<World> => {
  const app = await startTestApp()
  const people = {
    outsider: await app.person('Olive Dehors'),
    owner: await app.person('Octave Proprio'),
    partial: await app.person('Paule Partielle'),
    editor: await app.person('Emile Edition'),
    admin: await app.person('Ada Admin'),
    siteAdmin: await app.person('Simone Site', { siteAdmin: true }),
  }
  const { json: organization } = await people.admin.call('POST', '/api/1/organizations/', {
    name: 'Musées de Conformité',
    description: 'Une organisation pour vérifier les droits.',
  })
  await join(organization.id, people.admin, people.editor, 'editor')
  await join(organization.id, people.admin, people.partial, 'partial_editor')
  return {
    url: app.url,
    organization,
    people,
    as: { anonymous: anonymous(app.url), ...people },
    person: (name) => app.person(name),
    close: () => app.close(),
  }
}

/** Invites, then accepts: the only way in that udata's API has. */
export const join = async (organization: string, admin: Person, person: Person, role: string): Promise<void> => {
  const invited = await admin.call('POST', `/api/1/organizations/${organization}/member/`, {
    user: person.user.id,
    role,
  })
  if (invited.status !== 201) throw new Error(`the invitation answered ${invited.status}: ${invited.text}`)
  await person.call('POST', `/api/1/me/org_invitations/${invited.json.id}/accept/`)
}

/** Statuses by role of one call, to compare with the table of a route in one assertion. */
export const statusesOf = async (
  world: World,
  call: (caller: Caller, role: RoleName) => Promise<Answer>,
): Promise<Record<RoleName, number>> => {
  const statuses: Partial<Record<RoleName, number>> = {}
  for (const role of ROLES) statuses[role] = (await call(world.as[role], role)).status
  return statuses as Record<RoleName, number>
}

export type { TestApp }
