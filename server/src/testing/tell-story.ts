/** Tells the story of the fixtures to a running platform: what `npm run demo` shows and what browser tests act in. */
import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { createApiKey, createUser, ensureSiteAdmin, type User } from '../accounts/index.ts'
import {
  addLink,
  createDataset,
  updateDataset,
  updateResource,
  type Dataset,
  type ResourceType,
} from '../catalog/index.ts'
import { depositFile, type DepositDeps } from '../ingest/index.ts'
import type { Actor } from '../lib/actor.ts'
import { addMember, createOrganization, listMemberships, type Organization } from '../organizations/index.ts'
import type { Platform } from '../platform.ts'
import { tellFlows } from './tell-flows.ts'
import { story, type StoryDataset, type StoryResource } from '../../../fixtures/story.ts'

const FILES = join(import.meta.dirname, '../../../fixtures/files')

/** Creates everything, then answers with the accounts and links to print. */
export const tellStory = async (platform: Platform, maxUploadBytes: number, baseUrl: string): Promise<string> => {
  const { db } = platform
  const users = new Map<string, User>()
  for (const { key, siteAdmin, ...person } of story.users)
    users.set(key, await (siteAdmin ? ensureSiteAdmin(db, person) : createUser(db, person)))
  const user = (key: string): User => found(users.get(key), key)

  const organizations = new Map<string, { organization: Organization; founder: User }>()
  for (const { key, members, ...words } of story.organizations) {
    const founder = user(members.find(({ role }) => role === 'admin')?.user ?? '')
    const organization = await createOrganization(db, await actorOf(platform, founder), {
      ...words,
      businessNumberId: null,
      extras: {},
    })
    const asFounder = await actorOf(platform, founder)
    for (const member of members) await addMember(db, asFounder, organization, user(member.user).email, member.role)
    organizations.set(key, { organization, founder })
  }

  const deps = { ...platform, maxUploadBytes, quotaBytes: null }
  const { organization, founder } = found(organizations.get('ministere'), 'ministere')
  await tellFlows(deps, await actorOf(platform, founder), organization.id)
  // The last created is the first shown.
  for (const told of [...story.datasets].reverse()) {
    const { organization, founder } = found(organizations.get(told.organization), told.organization)
    await tellDataset(platform, deps, await actorOf(platform, founder), organization, told)
  }
  const { secret } = await createApiKey(db, user('camille').id, { name: 'Démonstration' })
  return summaryOf(baseUrl, secret)
}

const tellDataset = async (
  platform: Platform,
  deps: DepositDeps,
  actor: Actor,
  organization: Organization,
  told: StoryDataset,
): Promise<void> => {
  const { key: _key, organization: _organization, resources, lastUpdateDaysAgo, spatial, ...words } = told
  const dataset = await createDataset(platform.db, actor, {
    ...words,
    spatial: spatial && { ...spatial, geom: null },
    organizationId: organization.id,
  })
  for (const resource of [...resources].reverse()) await tellResource(platform, deps, actor, dataset, resource)
  if (lastUpdateDaysAgo) await makeOlder(platform, actor, dataset, lastUpdateDaysAgo)
}

const tellResource = async (
  { db }: Platform,
  deps: DepositDeps,
  actor: Actor,
  dataset: Dataset,
  told: StoryResource,
): Promise<void> => {
  const words = { title: told.title, description: told.description, type: told.type as ResourceType }
  if (!('files' in told)) {
    await addLink(db, actor, dataset.id, { ...words, url: told.url, format: told.format })
    return
  }
  let resourceId: string | undefined
  for (const file of told.files) {
    const deposit = {
      dataset: dataset.id,
      resourceId,
      fileName: basename(file),
      body: createReadStream(join(FILES, file)),
      keepTitle: true,
    }
    resourceId = (await depositFile(deps, actor, deposit)).resource.id
    await updateResource(db, actor, dataset.id, resourceId, words)
  }
}

/** The only thing that no use case does: moving files back in time. The next write of the dataset reads their dates. */
const makeOlder = async ({ db, pool }: Platform, actor: Actor, dataset: Dataset, days: number): Promise<void> => {
  await pool.query(
    'update resources set last_modified = now() - make_interval(days => $2), created_at = now() - make_interval(days => $2) where dataset_id = $1',
    [dataset.id, days],
  )
  await updateDataset(db, actor, dataset.id, {})
}

const actorOf = async ({ db }: Platform, user: User): Promise<Actor> => ({
  kind: 'user',
  userId: user.id,
  siteAdmin: user.siteAdmin,
  memberships: await listMemberships(db, user.id),
  sessionIdHash: null,
})

const found = <T>(value: T | undefined, key: string): T => {
  if (value === undefined) throw new Error(`The story names ${key}, who isn't in it.`)
  return value
}

const summaryOf = (baseUrl: string, key: string): string =>
  [
    'A throw-away demo: everything in it is invented, and goes away when it stops.',
    ...story.users.map(
      ({ firstName, lastName, email, password }) =>
        `  ${`${firstName} ${lastName}`.padEnd(16)} ${email.padEnd(34)} ${password}`,
    ),
    `  API key of Camille: ${key}`,
    `  Portal: ${baseUrl}/   Back-office: ${baseUrl}/admin`,
  ].join('\n')
