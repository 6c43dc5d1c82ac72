/** What follows from what: every after-effect of the product, and every class that others point at, in one screen. */
import { datasetSubjects } from './catalog/index.ts'
import type { Reactions } from './events/index.ts'
import { organizationSubjects } from './organizations/index.ts'
import type { SubjectKind } from './subjects/index.ts'

export const SUBJECTS: SubjectKind[] = [datasetSubjects, organizationSubjects]

export const REACTIONS: Reactions = {}
