import {
  listAssignments,
  listMembershipRequests,
  type Assignment,
  type MembershipRequest,
  type Organization,
} from '@cimaise/client'
import { useLoad } from '../../use-load.ts'

export interface Memberships {
  /** Somebody asked: an administrator answers. */
  asking: MembershipRequest[]
  /** An invitation left: whoever got it answers. */
  invited: MembershipRequest[]
  past: MembershipRequest[]
  assignments: Assignment[]
}

/** What only administrators see: who asks, who is asked, what was answered, what partial editors edit. */
export const useMemberships = (wanted: () => Organization) =>
  useLoad<Memberships>(async () => {
    const organization = wanted()
    if (!organization.permissions?.members) return { asking: [], invited: [], past: [], assignments: [] }
    const [all, assignments] = await Promise.all([
      listMembershipRequests(organization.id),
      listAssignments(organization.id),
    ])
    const waiting = all.filter(({ status }) => status === 'pending')
    return {
      asking: waiting.filter(({ kind }) => kind === 'request'),
      invited: waiting.filter(({ kind }) => kind === 'invitation'),
      past: all.filter(({ status }) => status !== 'pending'),
      assignments,
    }
  })
