import type { Names } from '../model.ts'
import { ADMINISTRATION } from './administration.ts'
import { COMMUNITY } from './community.ts'
import { DATASETS } from './datasets.ts'
import { FLOWS } from './flows.ts'
import { ORGANIZATIONS } from './organizations.ts'
import { OWN } from './own.ts'
import { PEOPLE } from './people.ts'
import { PUBLICATIONS } from './publications.ts'
import { REUSES } from './reuses.ts'
import { SITE } from './site.ts'
import { V2 } from './v2.ts'

/** Operation ids and sentences by method and path, for each surface; routes that aren't there yet included. */
export const NAMES: Record<'v1' | 'v2' | 'own', Names> = {
  v1: {
    ...DATASETS,
    ...ORGANIZATIONS,
    ...PEOPLE,
    ...COMMUNITY,
    ...REUSES,
    ...SITE,
    ...FLOWS,
    ...PUBLICATIONS,
    ...ADMINISTRATION,
  },
  v2: V2,
  own: OWN,
}
