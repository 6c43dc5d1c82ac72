import type { Actor } from '../lib/actor.ts'
import type { User } from '../accounts/index.ts'
import { presentUserRef } from '../accounts/wire.v1.ts'
import type { Organization } from '../organizations/index.ts'
import { presentOrganizationRef } from '../organizations/wire.v1.ts'
import { presentSubjectRef } from '../subjects/wire.ts'
import type { Dataset, Resource } from './model.ts'
import { canEditCommunityResource } from './policy.ts'
import { presentResource } from './wire.resources.v1.ts'

interface Context {
  dataset: Dataset | undefined
  organization: Organization | undefined
  owner: User | undefined
}

/** udata's community resource: a resource, whose it is and beside what (udata-api.md §2.2.3). */
export const presentCommunityResource = (
  resource: Resource,
  { dataset, organization, owner }: Context,
  actor: Actor,
  baseUrl: string,
) => {
  const editable = canEditCommunityResource(actor, resource)
  return {
    ...presentResource(resource, baseUrl),
    dataset: dataset ? presentSubjectRef({ class: 'Dataset', ...dataset }, baseUrl) : null,
    organization: organization ? presentOrganizationRef(organization, actor, baseUrl) : null,
    owner: owner ? presentUserRef(owner, baseUrl) : null,
    permissions: { delete: editable, edit: editable },
  }
}
