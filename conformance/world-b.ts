/** What the checks about people, organizations and what they say to one another make again and again, over HTTP. */
import { vi } from 'vitest'
import { bodyOf, newDataset, rawCall } from './datasets.kit.ts'
import { ROLES, type Answer, type Caller, type RoleName, type World } from './world.ts'

/** Some text, whatever it says: sentences are ours, keys are the contract's. */
export const SENTENCE = /\S/

/** A picture of 32 by 24 pixels, in PNG. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAYCAIAAAAUMWhjAAAAJElEQVR42mPYohFFU8QwasGoBaMWjFowasGoBaMWjFowNCwAAKbyoi46Ol/hAAAAAElFTkSuQmCC',
  'base64',
)

let serial = 0
/** A number that no other object of this file has. */
export const next = (): number => ++serial

const post =
  (path: string, defaults: () => object) =>
  (caller: Caller, changes: object = {}) =>
    bodyOf(caller.call('POST', path, { ...defaults(), ...changes }), 201)

export const newOrganization = post('/api/1/organizations/', () => ({
  name: `Organisation ${next()}`,
  description: 'Une organisation.',
}))
export const REUSE = {
  title: 'Carte des musées',
  description: 'Les musées sur une carte.',
  type: 'visualization',
  topic: 'culture_and_recreation',
}
export const newReuse = post('/api/1/reuses/', () => ({ ...REUSE, url: newAddress() }))
/** Addresses of reuses are unique. */
export const newAddress = (): string => `https://www.example.org/reutilisations/${next()}`
export const newDataservice = post('/api/1/dataservices/', () => ({ title: 'Interface des musées' }))
export const newTopic = post('/api/2/topics/', () => ({ name: 'Les musées' }))
export const newContact = post('/api/1/contacts/', () => ({
  name: `Accueil ${next()}`,
  email: 'accueil@example.org',
  role: 'contact',
}))
export const newPost = post('/api/1/posts/', () => ({ name: 'Une nouvelle', content: 'Du nouveau.' }))

/** A new discussion about a dataset, or about any other subject. */
export const newDiscussion = (caller: Caller, subject: object, changes: object = {}) =>
  post('/api/1/discussions/', () => ({ title: 'Une question', comment: 'Où est la notice ?', subject }))(
    caller,
    changes,
  )

export const publishedPost = async (siteAdmin: Caller, changes: object = {}) => {
  const { id } = await newPost(siteAdmin, changes)
  await bodyOf(siteAdmin.call('POST', `/api/1/posts/${id}/publish/`), 200, 201)
  return bodyOf(siteAdmin.call('GET', `/api/1/posts/${id}/`))
}

/** A dataset of the world's organization. */
export const orgDataset = (world: World, maker: 'partial' | 'editor' | 'admin' = 'editor', changes: object = {}) =>
  newDataset(world.as[maker], { organization: world.organization.id, ...changes })

export const datasetRef = ({ id }: { id: string }) => ({ class: 'Dataset', id })

/** One status a role: who may gets the success, who is known is refused, who is not must sign in. */
export const tableOf = (
  success: number,
  may: readonly RoleName[],
  others: Partial<Record<RoleName, number>> = {},
): Record<RoleName, number> => {
  const refused = (role: RoleName) => others[role] ?? (role === 'anonymous' ? 401 : 403)
  return Object.fromEntries(ROLES.map((role) => [role, may.includes(role) ? success : refused(role)])) as Record<
    RoleName,
    number
  >
}
export const SIGNED_IN = ROLES.filter((role) => role !== 'anonymous')
export const ORG_ADMINS: RoleName[] = ['admin', 'siteAdmin']
export const ORG_EDITORS: RoleName[] = ['editor', 'admin', 'siteAdmin']
export const SITE_ADMIN: RoleName[] = ['siteAdmin']

/** Whose an object is; `assigned` is the organization's and was made by its partial editor. */
export const KINDS = ['own', 'org', 'assigned'] as const
export type Kind = (typeof KINDS)[number]
export const MAKER: Record<Kind, 'owner' | 'editor' | 'partial'> = { own: 'owner', org: 'editor', assigned: 'partial' }
export const WRITERS: Record<Kind, RoleName[]> = {
  own: ['owner', 'siteAdmin'],
  org: ['editor', 'admin', 'siteAdmin'],
  assigned: ['partial', 'editor', 'admin', 'siteAdmin'],
}
export const producerOf = (world: World, kind: Kind): object =>
  kind === 'own' ? {} : { organization: world.organization.id }

/** What follows from a write may come a moment after its answer. */
export const soon = <T>(check: () => Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 4_000, interval: 100 })

/** A form in multipart with any method: `world.upload` posts only. */
export const sendFormAs = (
  method: string,
  url: string,
  key: string | undefined,
  fields: Record<string, string | Uint8Array>,
): Promise<Answer> => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([value as BlobPart], { type: 'image/png' }), 'image.png')
  }
  return rawCall(url, { method, headers: key ? { 'X-API-KEY': key } : {}, body: form })
}
