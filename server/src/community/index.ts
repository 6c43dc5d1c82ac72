/** What people say, follow, give, report, and are told. */
export { recordActivity } from './activity/activity.ts'
export { countCommunity } from './count-community.ts'
export { indexDiscussion, indexDiscussionsAbout, reindexDiscussions } from './discussions/index-discussions.ts'
export { sendDigests } from './digest/send-digests.ts'
export { discussionSubjects } from './discussions/subject.ts'
export { countFollowersOfMonth } from './followers/followers.ts'
export { followedIds } from './followers/store.followers.ts'
export { forgetPerson } from './forget-person.ts'
export { forgetPurged, forgetSubject } from './forget-subject.ts'
export { mailFrom } from './mails/place.ts'
export type { MailText } from './mails/mail.ts'
export { purgeNotifications } from './notifications/notifications.ts'
export { settleReports } from './reports/reports.ts'
export { tellBadge } from './tellings/badge.ts'
export { forgetFlow, settleFlow, settleHeld, tellFlow } from './tellings/flow.ts'
export { settleKey, tellKey } from './tellings/key.ts'
export { settlePublication, tellPublication } from './tellings/publication.ts'
export { tellDiscussion, tellDiscussionDeleted } from './tellings/discussion.ts'
export {
  settleMembership,
  tellInvitationAnswered,
  tellInvitationCanceled,
  tellMembershipAccepted,
  tellMembershipInvited,
  tellMembershipRefused,
  tellMembershipRequested,
} from './tellings/membership.ts'
export { tellDataservice, tellReuse } from './tellings/new-use.ts'
export { settleTransfer, tellTransferRequested } from './tellings/transfer.ts'
export { checkTransfer, requestTransfer } from './transfers/request-transfer.ts'
export { listUnanswered } from './discussions/list-discussions.ts'
export { listTransfersToAnswer } from './transfers/transfers.ts'
