import { isDeepStrictEqual } from 'node:util'
import {
  accessProblems,
  ACCESS_TYPES,
  findFrequency,
  findLicense,
  normalizeTags,
  tagProblem,
  type AccessType,
  type Dataset,
  type DatasetChanges,
} from '../catalog/index.ts'
import type { RemoteDataset } from '../remotes/index.ts'
import { findZone, GRANULARITIES } from '../spatial/index.ts'
import type { Written } from './model.ts'

/** The words of a dataset there, in the form in which they are stored here; what we don't know of is left out. */
export const wordsOf = (remote: RemoteDataset) => {
  const access = accessOf(remote)
  const title = remote.title.trim().slice(0, 350) || remote.id
  const frequency = findFrequency(remote.frequency)?.id ?? null
  return {
    title,
    acronym: remote.acronym?.trim().slice(0, 128) || null,
    // udata has datasets without a description; here a public one has some.
    description: remote.description.slice(0, 100_000).trim() === '' ? title : remote.description.slice(0, 100_000),
    descriptionShort: remote.descriptionShort?.slice(0, 200) || null,
    license: access.accessType === 'open' ? (findLicense(remote.license)?.id ?? null) : null,
    frequency: frequency === 'unknown' ? null : frequency,
    tags: normalizeTags(remote.tags).filter((tag) => tagProblem([tag]) === undefined),
    temporalCoverage: coverageOf(remote.temporalCoverage),
    spatial: spatialOf(remote.spatial),
    ...access,
  } satisfies DatasetChanges
}

/** Which fields to write: those that changed there, but for those that somebody here changed since they were last written. */
export const changesOf = <T extends object>(wanted: T, local: object, written: Written): Partial<T> => {
  const fields = Object.entries(wanted).filter(([name, value]) => {
    const here = valueIn(local, name)
    return isDeepStrictEqual(here, valueIn(written, name)) && !isDeepStrictEqual(here, plain(value))
  })
  return Object.fromEntries(fields) as Partial<T>
}

/**
 * What is remembered: what was written, as it was stored; of a field that a person keeps, what it would have been. Who
 * puts that back gives the field back.
 */
export const writtenAfter = (wanted: object, changes: object, stored: object, before: Written): Written => {
  const fields = Object.keys(wanted).map((name) => [name, valueIn(name in changes ? stored : wanted, name)])
  return { ...before, ...Object.fromEntries(fields) }
}

const valueIn = (object: object, name: string): unknown => plain((object as Record<string, unknown>)[name])

/** As it comes back from the database. */
const plain = (value: unknown): unknown => (value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown))

const coverageOf = (coverage: RemoteDataset['temporalCoverage']): Dataset['temporalCoverage'] => {
  const [start, end] = [dayOf(coverage?.start), dayOf(coverage?.end)]
  if (!start) return null
  return end && end < start ? { start: end, end: start } : { start, end }
}

const dayOf = (text: string | null | undefined): string | null => {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text ?? '')?.[0]
  const date = day === undefined ? undefined : new Date(`${day}T00:00:00Z`)
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day as string) ? (day as string) : null
}

const spatialOf = (spatial: RemoteDataset['spatial']): Dataset['spatial'] => {
  if (!spatial) return null
  const zones = [...new Set(spatial.zones.flatMap((id) => findZone(id)?.id ?? []))]
  const granularity = GRANULARITIES.some(({ id }) => id === spatial.granularity) ? spatial.granularity : null
  const geom = zones.length > 0 ? null : spatial.geom
  return zones.length === 0 && !geom && (granularity === null || granularity === 'other')
    ? null
    : { zones, granularity, geom }
}

const accessOf = ({ accessType, access }: RemoteDataset): Pick<Dataset, 'accessType' | 'access'> => {
  const type = ACCESS_TYPES.find((known) => known === accessType) ?? ('open' as AccessType)
  const fits = Object.keys(accessProblems({ accessType: type, access })).length === 0
  return { accessType: type, access: fits ? access : {} }
}
