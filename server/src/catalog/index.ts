/** Datasets and their resources: words, order, states, who may see and change them. */
export { isUpToDate } from './dataset.rules.ts'
export {
  countDatasets,
  createDataset,
  deleteDataset,
  findDatasetById,
  getDataset,
  getEditableDataset,
  listDatasets,
  listMyDatasets,
  purgeDeleted,
  updateDataset,
  type DatasetQuery,
} from './datasets.ts'
export { findDatasetContexts } from './find-dataset-contexts.ts'
export { findFrequency, FREQUENCIES, type Frequency } from './frequencies.ts'
export { findLicense, LICENSES, type License } from './licenses.ts'
export {
  DAYS_BEFORE_PURGE,
  RESOURCE_TYPES,
  type CurrentFile,
  type Dataset,
  type DatasetChanges,
  type DatasetContext,
  type HostedResource,
  type Resource,
  type ResourceType,
} from './model.ts'
export { canEditDataset, canReadDataset } from './policy.ts'
export {
  addLink,
  countResources,
  deleteResource,
  findResource,
  getResource,
  listResources,
  listResourcesOf,
  lockEditableDataset,
  reorderResources,
  replaceResourceList,
  setCurrentFile,
  updateResource,
  type ResourceChanges,
  type ResourceEntry,
} from './resources.ts'
