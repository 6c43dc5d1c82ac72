import type { FastifyInstance } from 'fastify'
import { accountRoutes } from '../accounts/routes.v1.ts'
import { accountAdministrationRoutes } from '../administration/routes.accounts.v1.ts'
import { jobRoutes } from '../administration/routes.jobs.v1.ts'
import { organizationAdministrationRoutes } from '../administration/routes.organizations.v1.ts'
import { synonymRoutes } from '../administration/routes.synonyms.v1.ts'
import type { Recorder } from '../audit/index.ts'
import { auditRoutes } from '../audit/routes.audit.v1.ts'
import { forgetOwner } from '../catalog/index.ts'
import { datasetRoutes } from '../catalog/routes.datasets.v1.ts'
import { communityResourceRoutes } from '../catalog/routes.community.v1.ts'
import { contactPointRoutes } from '../catalog/routes.contacts.v1.ts'
import { exportRoutes } from '../catalog/routes.exports.v1.ts'
import { datasetSpatialRoutes } from '../catalog/routes.spatial.v1.ts'
import { datasetModerationRoutes } from '../catalog/routes.moderation.v1.ts'
import { referenceRoutes } from '../catalog/routes.reference.v1.ts'
import { resourceRoutes } from '../catalog/routes.resources.v1.ts'
import { forgetDraftsBy } from '../drafts/index.ts'
import { draftRoutes } from '../drafts/routes.v1.ts'
import { countUnwellFlows } from '../flows/index.ts'
import { deskRoutes } from '../desk/routes.desk.v1.ts'
import { dropRoutes } from '../flows/inbox/routes.drops.v1.ts'
import { flowRoutes } from '../flows/routes.flows.v1.ts'
import { runRoutes } from '../flows/routes.runs.v1.ts'
import { flowWebhookRoutes } from '../flows/routes.webhooks.v1.ts'
import { trialRoutes } from '../flows/trials/routes.trials.v1.ts'
import { avatarRoutes } from '../images/routes.v1.ts'
import { activityRoutes } from '../community/activity/routes.activity.v1.ts'
import { countCommunity, forgetPerson } from '../community/index.ts'
import { discussionTableRoutes } from '../community/discussions/routes.lists.ts'
import { discussionRoutes } from '../community/discussions/routes.discussions.v1.ts'
import { followerRoutes } from '../community/followers/routes.followers.v1.ts'
import { choiceRoutes } from '../community/choices/routes.choices.v1.ts'
import { notificationRoutes } from '../community/notifications/routes.notifications.v1.ts'
import { reportRoutes } from '../community/reports/routes.reports.v1.ts'
import { transferRoutes } from '../community/transfers/routes.transfers.v1.ts'
import { depositRoutes } from '../ingest/deposits/routes.deposits.v1.ts'
import { uploadRoutes } from '../ingest/routes.v1.ts'
import { resumableRoutes } from '../ingest/uploads/routes.uploads.v1.ts'
import { organizationExportRoutes } from '../organizations/routes.exports.v1.ts'
import { logoRoutes } from '../organizations/routes.logo.v1.ts'
import { avatarUploadRoutes } from '../organizations/routes.avatar.v1.ts'
import { meRoutes } from '../organizations/routes.me.v1.ts'
import { memberRoutes } from '../organizations/routes.members.v1.ts'
import { organizationKeyRoutes } from '../organizations/routes.keys.v1.ts'
import { settingsRoutes } from '../organizations/routes.settings.v1.ts'
import { organizationRoutes } from '../organizations/routes.organizations.v1.ts'
import { publicationRoutes } from '../publications/routes.v1.ts'
import { qualityRoutes } from '../quality/routes.v1.ts'
import { suggestionRoutes } from '../quality/suggestions/routes.suggestions.v1.ts'
import { spatialRoutes } from '../spatial/routes.v1.ts'
import { postRoutes } from '../editorial/routes.posts.v1.ts'
import { siteRoutes } from '../editorial/routes.site.v1.ts'
import { linkRoutes } from '../links/routes.links.v1.ts'
import { countListings, forgetListingOwner } from '../listings/index.ts'
import { dataserviceListRoutes } from '../listings/dataservices/routes.lists.ts'
import { dataserviceRoutes } from '../listings/dataservices/routes.v1.ts'
import { tagTableRoutes } from '../listings/routes.tags.v1.ts'
import { reuseChoiceRoutes } from '../listings/reuses/routes.choices.v1.ts'
import { reuseListRoutes } from '../listings/reuses/routes.lists.v1.ts'
import { reuseRoutes } from '../listings/reuses/routes.v1.ts'
import { bulkEditRoutes } from '../stewardship/routes.bulk-edits.v1.ts'
import { holdingRoutes } from '../stewardship/routes.holdings.v1.ts'
import { savedViewRoutes } from '../stewardship/routes.saved-views.v1.ts'
import { compareRoutes } from '../versions/compare/routes.compare.v1.ts'
import { versionRoutes } from '../versions/routes.versions.v1.ts'
import { blobsInUse } from '../schedule.ts'
import { VERSION } from '../version.ts'
import { statisticsRoutes } from '../usage/routes.statistics.v1.ts'
import { userRoutes } from '../organizations/routes.users.v1.ts'
import type { AppDeps } from './deps.ts'

/** udata's v1. */
export const api1 = (deps: AppDeps & { recorder: Recorder }) => async (app: FastifyInstance) => {
  await app.register(accountRoutes(deps))
  await app.register(logoRoutes(deps))
  await app.register(memberRoutes(deps))
  await app.register(settingsRoutes(deps))
  await app.register(organizationKeyRoutes(deps))
  await app.register(organizationRoutes(deps))
  await app.register(referenceRoutes(deps))
  await app.register(communityResourceRoutes(deps))
  await app.register(contactPointRoutes(deps))
  await app.register(exportRoutes(deps))
  await app.register(datasetSpatialRoutes(deps))
  await app.register(datasetModerationRoutes(deps))
  await app.register(datasetRoutes(deps))
  await app.register(resourceRoutes(deps))
  await app.register(uploadRoutes(deps))
  await app.register(depositRoutes(deps))
  await app.register(resumableRoutes(deps))
  await app.register(versionRoutes({ ...deps, findInUse: blobsInUse(deps.db) }))
  await app.register(compareRoutes(deps))
  await app.register(linkRoutes(deps))
  await app.register(qualityRoutes(deps))
  await app.register(draftRoutes(deps))
  await app.register(suggestionRoutes(deps))
  await app.register(spatialRoutes(deps))
  await app.register(avatarRoutes)
  const countOthers = async () => ({ ...(await countListings(deps.db)), ...(await countCommunity(deps.db)) })
  await app.register(postRoutes(deps))
  await app.register(siteRoutes({ ...deps, version: VERSION, countOthers }))
  // What each module forgets of somebody who leaves.
  const forgetUser = [forgetOwner, forgetListingOwner, forgetPerson, forgetDraftsBy]
  await app.register(meRoutes({ ...deps, forgetUser }))
  await app.register(userRoutes({ ...deps, forgetUser }))
  await app.register(avatarUploadRoutes(deps))
  await app.register(discussionRoutes(deps))
  await app.register(discussionTableRoutes(deps))
  await app.register(followerRoutes(deps))
  await app.register(transferRoutes(deps))
  await app.register(activityRoutes(deps))
  await app.register(notificationRoutes(deps))
  await app.register(choiceRoutes(deps))
  await app.register(reportRoutes(deps))
  await app.register(organizationExportRoutes(deps))
  await app.register(reuseRoutes(deps))
  await app.register(tagTableRoutes(deps))
  await app.register(reuseChoiceRoutes(deps))
  await app.register(reuseListRoutes(deps))
  await app.register(dataserviceRoutes(deps))
  await app.register(dataserviceListRoutes(deps))
  await app.register(publicationRoutes(deps))
  await app.register(flowRoutes(deps))
  await app.register(runRoutes(deps))
  await app.register(flowWebhookRoutes(deps))
  await app.register(trialRoutes(deps))
  await app.register(dropRoutes(deps))
  await app.register(holdingRoutes(deps))
  await app.register(savedViewRoutes(deps))
  await app.register(bulkEditRoutes(deps))
  await app.register(auditRoutes(deps))
  await app.register(accountAdministrationRoutes(deps))
  await app.register(organizationAdministrationRoutes(deps))
  await app.register(synonymRoutes(deps))
  const unwell = () => countUnwellFlows(deps.db, deps.now?.())
  await app.register(jobRoutes({ ...deps, version: VERSION, countUnwellFlows: unwell }))
  await app.register(statisticsRoutes(deps))
  await app.register(deskRoutes(deps))
}
