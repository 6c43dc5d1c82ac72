import type { Actor } from '../../lib/actor.ts'
import { getEditableDataset, listOwnedTitles } from '../../catalog/index.ts'
import type { Db } from '../../db/index.ts'
import { findSettings } from '../../organizations/index.ts'
import { examineDataset } from '../examine-dataset.ts'
import type { Examined } from '../model.ts'
import { spanOfFiles, yearOfName } from '../tables.rules.ts'
import { findAlike } from './find-alike.ts'
import { descriptionFor } from './description.rules.ts'
import type { AlikeDataset, Suggestions } from './model.ts'
import { tagsFor } from './tags.rules.ts'
import { titleOfFile } from './titles.rules.ts'

/**
 * What the files of a dataset suggest to write of it, by text match and from its tables; for who may edit it. Throws
 * `NotFound`, `Gone`, `Unauthorized`, `Forbidden`.
 */
export const suggestMetadata = async (db: Db, actor: Actor, idOrSlug: string): Promise<Suggestions> => {
  const dataset = await getEditableDataset(db, actor, idOrSlug)
  const { organizationId, ownerId } = dataset
  const { examined } = await examineDataset(db, dataset)
  const settings = organizationId ? await findSettings(db, organizationId) : undefined
  const others = (await listOwnedTitles(db, { organizationId, ownerId })).filter(({ id }) => id !== dataset.id)
  const alike = await findAlike(db, actor, { title: dataset.title, organizationId, except: dataset.id })
  return {
    title: examined.files[0]?.fileName ? titleOfFile(examined.files[0].fileName) : null,
    description: descriptionFor(examined.files),
    temporalCoverage: coverageOf(examined),
    tags: tagsFor(textOf(examined), {
      required: settings?.requiredTags ?? [],
      recommended: settings?.recommendedTags ?? [],
      used: others.map(({ tags }) => tags),
    }),
    alike: eachOnce([...sameFiles(examined), ...alike]),
  }
}

const coverageOf = ({ files }: Examined): Suggestions['temporalCoverage'] => {
  const span = spanOfFiles(files)
  if (span) return { start: span.start.slice(0, 10), end: span.end.slice(0, 10) }
  const year = files[0] && yearOfName(files[0])
  return year ? { start: `${year}-01-01`, end: `${year}-12-31` } : null
}

/** All that is written of it: its own words, its files' names, their columns. */
const textOf = ({ dataset, files }: Examined): string =>
  [
    ...[dataset.title, dataset.description],
    ...files.flatMap(({ title, fileName, inspection }) => [
      ...[title, fileName ?? ''],
      ...(inspection?.table?.columns ?? []).map(({ name }) => name),
    ]),
  ].join(' ')

const sameFiles = ({ dataset, neighbours }: Examined): AlikeDataset[] =>
  neighbours.resources
    .filter(({ datasetId }) => datasetId !== dataset.id)
    .map(({ datasetId, datasetTitle }) => ({ id: datasetId, title: datasetTitle, why: 'file' }))

const eachOnce = (alike: AlikeDataset[]): AlikeDataset[] => [
  ...new Map(alike.toReversed().map((one) => [one.id, one])).values(),
]
