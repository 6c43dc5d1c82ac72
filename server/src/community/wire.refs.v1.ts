import type { Actor } from '../lib/actor.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import type { People } from './people.ts'

/** References by id to the people of a page; null when there is nobody. */
export const refsOf = ({ users, organizations }: People, actor: Actor, baseUrl: string) => ({
  user: (id: string | null) => {
    const user = id === null ? undefined : users.get(id)
    return user ? presentUserRef(user, baseUrl) : null
  },
  organization: (id: string | null) => {
    const organization = id === null ? undefined : organizations.get(id)
    return organization ? presentOrganizationRef(organization, actor, baseUrl) : null
  },
})

export type Refs = ReturnType<typeof refsOf>

/** udata's reference to nobody, where it isn't null (udata-api.md §1.7). */
export const NOBODY = {
  class: null,
  id: null,
  slug: null,
  first_name: null,
  last_name: null,
  avatar: null,
  avatar_thumbnail: null,
  uri: null,
  page: null,
}
