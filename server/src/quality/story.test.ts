import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { story, type StoryDataset } from '../../../fixtures/story.ts'
import { startInspecting } from '../analysis/testing/inspect-bytes.ts'
import type { ResourceType } from '../catalog/index.ts'
import { checkDataset } from './check-dataset.rules.ts'
import type { Examined, ExaminedFile } from './model.ts'
import { examined, fileOf, linkOf, NOW } from './testing/examined.ts'

const FILES = join(import.meta.dirname, '../../../fixtures/files')
let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

const fileOfStory = async (told: StoryDataset['resources'][number], index: number): Promise<ExaminedFile> => {
  const words = {
    resourceId: `${index}`,
    title: told.title,
    description: told.description,
    type: told.type as ResourceType,
  }
  if ('url' in told) return linkOf({ ...words, url: told.url, format: told.format })
  const path = told.files.at(-1) ?? ''
  const fileName = basename(path)
  const inspection = await kit.inspect(readFileSync(join(FILES, path)), fileName)
  return fileOf({ ...words, fileName, format: extname(fileName).slice(1), inspection })
}

const examinedStory = async ({
  resources,
  spatial,
  lastUpdateDaysAgo = 0,
  ...words
}: StoryDataset): Promise<Examined> =>
  examined({
    dataset: {
      ...{ ...words, spatial: spatial && { ...spatial, geom: null } },
      lastUpdate: new Date(NOW.getTime() - lastUpdateDaysAgo * 86_400_000),
    },
    files: await Promise.all(resources.map(fileOfStory)),
  })

/** Read by hand: each is true of the story's words and files. */
const TRUE_OF_THE_STORY: Record<string, string[]> = {
  // Quarterly, 400 days ago.
  monuments: ['warning frequency-vs-update'],
  bibliotheques: ['warning several-sheets'],
}

test.each(story.datasets.map((told) => [told.key, told] as const))('of %s in the story', async (key, told) => {
  const found = checkDataset(await examinedStory(told)).filter(({ severity }) => severity !== 'advice')
  expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(TRUE_OF_THE_STORY[key] ?? [])
})
