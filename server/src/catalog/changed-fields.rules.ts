import { isDeepStrictEqual } from 'node:util'
import type { Dataset } from './model.ts'

/** Fields whose change is worth telling, by their names on the wire (udata-api.md, Appendix C). */
const AUDITED: Partial<Record<keyof Dataset, string>> = {
  title: 'title',
  acronym: 'acronym',
  description: 'description',
  descriptionShort: 'description_short',
  license: 'license',
  frequency: 'frequency',
  frequencyDate: 'frequency_date',
  tags: 'tags',
  private: 'private',
  organizationId: 'organization',
  ownerId: 'owner',
  temporalCoverage: 'temporal_coverage',
  spatial: 'spatial',
  accessType: 'access_type',
  access: 'access_audiences',
  contactPointIds: 'contact_points',
  schema: 'schema',
  archivedAt: 'archived',
}

/** Which of them differ between two states of a dataset. */
export const changedFields = (before: Dataset, after: Dataset): string[] =>
  (Object.entries(AUDITED) as [keyof Dataset, string][])
    .filter(([key]) => !isDeepStrictEqual(before[key], after[key]))
    .map(([, name]) => name)
