/** What follows from what: every after-effect of the product, and every class that others point at, in one screen. */
import { userSubjects } from './accounts/index.ts'
import {
  countDatasetsOf,
  datasetSubjects,
  findDatasetById,
  reindexDatasets,
  reindexDatasetsOf,
} from './catalog/index.ts'
import * as community from './community/index.ts'
import type { Db } from './db/index.ts'
import { forgetDraftsAbout, forgetSavedDraft } from './drafts/index.ts'
import { postSubjects, reindexPosts } from './editorial/index.ts'
import type { Reaction, Reactions } from './events/index.ts'
import { pauseFlowsOf } from './flows/index.ts'
import { checkNewLink, tellCrawler, tellCrawlerOfPurge } from './links/index.ts'
import { forgetHeld, listingSubjects, reindexListings, reindexListingsOf } from './listings/index.ts'
import { organizationSubjects, receiveInvitations, reindexOrganizations } from './organizations/index.ts'
import { isIndexEmpty } from './search/index.ts'
import { setSubjectMetrics, type SubjectKind, type SubjectRef } from './subjects/index.ts'
import { forgetUsage } from './usage/index.ts'

export const SUBJECTS: SubjectKind[] = [
  datasetSubjects,
  organizationSubjects,
  userSubjects,
  postSubjects,
  community.discussionSubjects,
  ...listingSubjects,
]

/** How many datasets everybody sees of whoever owns this one. */
const countDatasets: Reaction = async (tx, { subject }) => {
  const dataset = await findDatasetById(tx, subject.id)
  if (!dataset) return
  const owner = { organizationId: dataset.organizationId, ownerId: dataset.ownerId }
  const ref: SubjectRef = dataset.organizationId
    ? { class: 'Organization', id: dataset.organizationId }
    : { class: 'User', id: dataset.ownerId ?? '' }
  await setSubjectMetrics(tx, ref, { datasets: await countDatasetsOf(tx, owner) })
}

/** Datasets and what is around them are found by the name and the badges of who publishes them. */
const findByProducer: Reaction = async (tx, fact) => {
  await reindexDatasetsOf(tx, fact.subject.id)
  await reindexListingsOf(tx, fact)
}

/** Invitations sent to an address before it had an account. */
const receiveInvited: Reaction = (tx, { subject, extras }) =>
  receiveInvitations(tx, { id: subject.id, email: String(extras?.email) })

const { indexDiscussion, indexDiscussionsAbout, recordActivity, settleReports, tellDiscussion } = community

export const REACTIONS: Reactions = {
  'dataset:created': [recordActivity, countDatasets],
  'dataset:updated': [recordActivity, indexDiscussionsAbout, countDatasets, forgetSavedDraft],
  'dataset:deleted': [recordActivity, indexDiscussionsAbout, countDatasets, settleReports],
  'dataset:purged': [community.forgetPurged, forgetHeld, tellCrawlerOfPurge, forgetUsage, forgetDraftsAbout],
  'dataset:discussed': [recordActivity],
  'dataset:followed': [recordActivity],
  'dataset:resource:added': [recordActivity, checkNewLink, tellCrawler],
  'dataset:resource:updated': [recordActivity, checkNewLink, tellCrawler],
  'dataset:resource:deleted': [recordActivity, tellCrawler],
  'reuse:created': [recordActivity, community.tellReuse],
  'reuse:updated': [recordActivity, indexDiscussionsAbout],
  'reuse:deleted': [recordActivity, indexDiscussionsAbout, settleReports],
  'reuse:purged': [community.forgetPurged, forgetHeld],
  'reuse:discussed': [recordActivity],
  'reuse:followed': [recordActivity],
  'dataservice:created': [recordActivity, community.tellDataservice],
  'dataservice:updated': [recordActivity, indexDiscussionsAbout],
  'dataservice:deleted': [recordActivity, indexDiscussionsAbout, settleReports],
  'dataservice:purged': [community.forgetPurged, forgetHeld],
  'dataservice:discussed': [recordActivity],
  'dataservice:followed': [recordActivity],
  'organization:created': [recordActivity],
  'organization:updated': [recordActivity, findByProducer],
  'organization:deleted': [settleReports, pauseFlowsOf],
  'organization:purged': [community.forgetPurged],
  'organization:followed': [recordActivity],
  'organization:badge_added': [community.tellBadge, findByProducer],
  'organization:badge_removed': [findByProducer],
  'topic:created': [recordActivity],
  'topic:updated': [recordActivity, indexDiscussionsAbout],
  'topic:deleted': [community.forgetPurged],
  'topic:element:created': [recordActivity],
  'topic:element:updated': [recordActivity],
  'topic:element:deleted': [recordActivity],
  'post:updated': [indexDiscussionsAbout],
  'post:deleted': [community.forgetPurged],
  'user:followed': [recordActivity],
  'user:confirmed': [receiveInvited],
  'user:deleted': [settleReports],
  'membership:requested': [community.tellMembershipRequested],
  'membership:accepted': [community.tellMembershipAccepted],
  'membership:refused': [community.tellMembershipRefused],
  'membership:already_member': [community.settleMembership],
  'membership:withdrawn': [community.settleMembership],
  'membership:invited': [community.tellMembershipInvited],
  'membership:canceled': [community.tellInvitationCanceled],
  'membership:invitation_accepted': [community.tellInvitationAnswered],
  'membership:invitation_refused': [community.tellInvitationAnswered],
  'discussion:opened': [tellDiscussion, indexDiscussion],
  'discussion:commented': [tellDiscussion, indexDiscussion],
  'discussion:closed': [tellDiscussion, indexDiscussion],
  'discussion:reworded': [indexDiscussion],
  'discussion:deleted': [community.tellDiscussionDeleted, settleReports, indexDiscussion],
  'discussion:comment_deleted': [community.tellDiscussionDeleted, settleReports, indexDiscussion],
  'flow:failing': [community.tellFlow],
  'flow:recovered': [community.tellFlow],
  'flow:held': [community.tellFlow],
  'flow:decided': [community.settleHeld],
  'flow:warned': [community.tellFlow],
  'flow:late': [community.tellFlow],
  'flow:credentials_expiring': [community.tellFlow],
  'flow:vanished': [community.tellFlow],
  'flow:settled': [community.settleFlow],
  'flow:deleted': [community.forgetFlow],
  'key:expiring': [community.tellKey],
  'key:revoked': [community.settleKey],
  'publication:submitted': [community.tellPublication],
  'publication:accepted': [community.tellPublication],
  'publication:refused': [community.tellPublication],
  'publication:canceled': [community.tellPublication],
  'publication:done': [community.tellPublication],
  'publication:failed': [community.tellPublication],
  'publication:settled': [community.settlePublication],
  'transfer:requested': [community.tellTransferRequested],
  'transfer:accepted': [community.settleTransfer],
  'transfer:refused': [community.settleTransfer],
}

/** Makes the whole index again, by the operator. Answers how many documents it has. */
export const reindexAll = async (db: Db): Promise<number> =>
  (await reindexOrganizations(db)) +
  (await reindexDatasets(db)) +
  (await reindexPosts(db)) +
  (await reindexListings(db)) +
  (await community.reindexDiscussions(db))

/** The same when it is empty: a migration that changes its form empties it. */
export const reindexIfEmpty = async (db: Db): Promise<void> => {
  if (await isIndexEmpty(db)) await reindexAll(db)
}
