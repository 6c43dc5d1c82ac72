import Type from 'typebox'
import { orNull } from '../../openapi/index.ts'
import type { AlikeDataset, Suggestions } from './model.ts'

export const AlikeModel = Type.Object(
  {
    id: Type.String(),
    title: Type.String(),
    why: Type.String({ description: '`title`: nearly the same; `file`: it has one of these files.' }),
    page: Type.String(),
  },
  { title: 'AlikeDataset' },
)

export const SuggestionsModel = Type.Object(
  {
    title: orNull(Type.String()),
    description: orNull(Type.String({ description: 'Markdown, to complete.' })),
    temporal_coverage: orNull(Type.Object({ start: Type.String(), end: Type.String() })),
    tags: Type.Array(
      Type.Object({
        tag: Type.String(),
        why: Type.String({ description: '`required`, `recommended` or `used` by its producer.' }),
      }),
    ),
    alike: Type.Array(AlikeModel),
  },
  { title: 'MetadataSuggestions' },
)

export const presentAlike = ({ id, title, why }: AlikeDataset, baseUrl: string) => ({
  ...{ id, title, why },
  page: `${baseUrl}/datasets/${id}`,
})

export const presentSuggestions = ({ temporalCoverage, alike, ...words }: Suggestions, baseUrl: string) => ({
  ...words,
  temporal_coverage: temporalCoverage,
  alike: alike.map((one) => presentAlike(one, baseUrl)),
})
