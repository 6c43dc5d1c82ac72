/** Datasets and their resources: words, order, states, who may see and change them. */
export { resourceDate } from './dates.rules.ts'
export { addressKeyOf } from './address.rules.ts'
export { isUpToDate, normalizeTags, tagProblem } from './dataset.rules.ts'
export { createDataset } from './create-dataset.ts'
export {
  countDatasets,
  countDatasetsOf,
  findDatasetById,
  findDatasets,
  getDataset,
  getDatasetOf,
  getEditableDataset,
  listDatasets,
  listMyDatasets,
  listMyLatest,
  suggestDatasets,
} from './datasets.ts'
export {
  deleteCommunityResource,
  getEditableCommunityResource,
  listCommunityResources,
  lockEditableCommunityResource,
  setCommunityFile,
} from './community-resources.ts'
export { findContactPoints } from './contact-points.ts'
export { ACCESS_REASONS, accessProblems } from './access.rules.ts'
export { lockEditableDataset } from './editable-dataset.ts'
export { recordLinkExtras } from './extras.ts'
export { idsOfEditedBy, listLateDatasets, type LateDataset } from './edited.ts'
export { forgetOwner } from './forget-owner.ts'
export { findDatasetContexts } from './find-dataset-contexts.ts'
export { findFrequency, FREQUENCIES, type Frequency } from './frequencies.ts'
export { findLicense, LICENSES, type License } from './licenses.ts'
export {
  ACCESS_TYPES,
  DAYS_BEFORE_PURGE,
  RESOURCE_TYPES,
  type AccessDetails,
  type AccessType,
  type AlikeResource,
  type ContactPoint,
  type CurrentFile,
  type Dataset,
  type DatasetChanges,
  type DatasetContext,
  type HostedResource,
  type OwnedTitle,
  type Resource,
  type ResourceType,
} from './model.ts'
export { canEditDataset, canReadDataset } from './policy.ts'
export { listDatasetLinks, listLinkedObjects, setDatasetLinks } from './dataset-links.ts'
export type { DatasetQuery } from './dataset-query.ts'
export { findAlikeResources, listOwnedTitles } from './neighbours.ts'
export { checkPublishable, demandAgreementOn } from './publishable.ts'
export { purgeDeleted } from './purge-deleted.ts'
export { qualityOf } from './quality.rules.ts'
export { reindexDatasets, reindexDatasetsOf } from './reindex.ts'
export { replaceResourceList, type ResourceEntry } from './replace-resource-list.ts'
export type { ResourceChanges } from './resource-changes.rules.ts'
export {
  addLink,
  countResources,
  deleteResource,
  findResource,
  getResource,
  listResources,
  listResourcesOf,
  reorderResources,
  setFileViews,
  updateResource,
} from './resources.ts'
export { setCurrentFile } from './set-current-file.ts'
export { idsOfOwnedResources } from './store.resources.ts'
export { datasetSubjects, idsOfDatasets } from './subject.ts'
export { deleteDataset, previewUpdate, updateDataset } from './update-dataset.ts'
