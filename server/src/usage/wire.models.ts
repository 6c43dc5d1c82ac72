import Type from 'typebox'
import { answers, sends, type Answers } from '../openapi/index.ts'

const counts = { views: Type.Integer(), downloads: Type.Integer() }
const statistics = {
  from: Type.String({ description: 'The first day.' }),
  to: Type.String({ description: 'The last day.' }),
  by: Type.String({ description: 'day or month.' }),
  ...counts,
  periods: Type.Array(
    Type.Object(
      { period: Type.String({ description: '2026-11, or 2026-11-28.' }), ...counts },
      { title: 'PeriodUsage' },
    ),
  ),
}

const DatasetStatistics = Type.Object(
  {
    ...statistics,
    resources: Type.Array(
      Type.Object({ id: Type.String(), title: Type.String(), downloads: Type.Integer() }, { title: 'FileUsage' }),
    ),
  },
  { title: 'DatasetStatistics' },
)

const OrganizationStatistics = Type.Object(
  {
    ...statistics,
    page_views: Type.Integer({ description: 'Of its own page.' }),
    datasets: Type.Array(
      Type.Object(
        { id: Type.String(), title: Type.String(), slug: Type.String(), private: Type.Boolean(), ...counts },
        { title: 'DatasetUsage' },
      ),
    ),
  },
  { title: 'OrganizationStatistics' },
)

/** What each operation of v1 answers with. */
export const usageAnswers: Answers = {
  dataset_statistics: answers(DatasetStatistics),
  dataset_statistics_csv: sends('text/csv'),
  organization_statistics: answers(OrganizationStatistics),
  organization_statistics_csv: sends('text/csv'),
}
