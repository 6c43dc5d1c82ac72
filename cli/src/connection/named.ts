import { getDataset, getOrganization, type Dataset, type Organization, type Tagged } from '@cimaise/client'
import { Refused } from './failures.ts'

/** By id or slug, also an old one. Throws `Refused` with the name that is unknown. */
export const datasetNamed = (name: string): Promise<Tagged<Dataset>> => named('dataset', name, getDataset)

export const organizationNamed = (name: string): Promise<Organization> => named('organization', name, getOrganization)

const named = async <T>(kind: string, name: string, get: (name: string) => Promise<T>): Promise<T> => {
  try {
    return await get(name)
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 404) throw error
    throw new Refused(404, `There is no ${kind} "${name}" there. Give its id, or its slug (the end of its address).`)
  }
}
