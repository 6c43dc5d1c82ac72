/** What follows from what: every after-effect of the product, and every class that others point at, in one screen. */
import { userSubjects } from './accounts/index.ts'
import { datasetSubjects } from './catalog/index.ts'
import * as community from './community/index.ts'
import type { Reactions } from './events/index.ts'
import { organizationSubjects } from './organizations/index.ts'
import type { SubjectKind } from './subjects/index.ts'

export const SUBJECTS: SubjectKind[] = [
  datasetSubjects,
  organizationSubjects,
  userSubjects,
  community.discussionSubjects,
]

const { recordActivity, settleReports, tellDiscussion } = community

export const REACTIONS: Reactions = {
  'dataset:created': [recordActivity],
  'dataset:updated': [recordActivity],
  'dataset:deleted': [recordActivity, settleReports],
  'dataset:purged': [community.forgetPurged],
  'dataset:discussed': [recordActivity],
  'dataset:followed': [recordActivity],
  'dataset:resource:added': [recordActivity],
  'dataset:resource:updated': [recordActivity],
  'dataset:resource:deleted': [recordActivity],
  'reuse:created': [recordActivity, community.tellReuse],
  'reuse:updated': [recordActivity],
  'reuse:deleted': [recordActivity, settleReports],
  'reuse:purged': [community.forgetPurged],
  'reuse:discussed': [recordActivity],
  'reuse:followed': [recordActivity],
  'dataservice:created': [recordActivity, community.tellDataservice],
  'dataservice:updated': [recordActivity],
  'dataservice:deleted': [recordActivity, settleReports],
  'dataservice:purged': [community.forgetPurged],
  'dataservice:discussed': [recordActivity],
  'dataservice:followed': [recordActivity],
  'organization:created': [recordActivity],
  'organization:updated': [recordActivity],
  'organization:deleted': [settleReports],
  'organization:purged': [community.forgetPurged],
  'organization:followed': [recordActivity],
  'organization:badge_added': [community.tellBadge],
  'topic:created': [recordActivity],
  'topic:updated': [recordActivity],
  'topic:deleted': [community.forgetPurged],
  'topic:element:created': [recordActivity],
  'topic:element:updated': [recordActivity],
  'topic:element:deleted': [recordActivity],
  'post:deleted': [community.forgetPurged],
  'user:followed': [recordActivity],
  'user:deleted': [settleReports],
  'membership:requested': [community.tellMembershipRequested],
  'membership:accepted': [community.tellMembershipAccepted],
  'membership:refused': [community.tellMembershipRefused],
  'membership:already_member': [community.settleMembership],
  'membership:invited': [community.tellMembershipInvited],
  'membership:canceled': [community.tellInvitationCanceled],
  'membership:invitation_accepted': [community.tellInvitationAnswered],
  'membership:invitation_refused': [community.tellInvitationAnswered],
  'discussion:opened': [tellDiscussion],
  'discussion:commented': [tellDiscussion],
  'discussion:closed': [tellDiscussion],
  'discussion:deleted': [community.tellDiscussionDeleted, settleReports],
  'discussion:comment_deleted': [community.tellDiscussionDeleted, settleReports],
  'transfer:requested': [community.tellTransferRequested],
  'transfer:accepted': [community.settleTransfer],
  'transfer:refused': [community.settleTransfer],
}
