import { queryOf, request } from './request.ts'
import type { AlikeDataset, DatasetFindings, Place, SilencedFinding, Suggestions } from './types.ts'

/** What rules say of a dataset and its files as they are published, and apart from it what was called normal. */
export const listFindings = (datasetId: string): Promise<DatasetFindings> => request(`${pathOf(datasetId)}findings/`)

/** What people called normal, newest first. */
export const listSilenced = (datasetId: string): Promise<SilencedFinding[]> => request(`${pathOf(datasetId)}silenced/`)

/** The rule says nothing any more of this place, for this dataset; said again, the reason changes. */
export const silenceFinding = (
  datasetId: string,
  finding: { rule: string; place: Place; reason: string },
): Promise<SilencedFinding> => request(`${pathOf(datasetId)}silenced/`, { method: 'POST', body: finding })

/** The rule speaks again. */
export const unsilenceFinding = (datasetId: string, id: string): Promise<unknown> =>
  request(`${pathOf(datasetId)}silenced/${encodeURIComponent(id)}/`, { method: 'DELETE' })

const pathOf = (datasetId: string): string => `/api/1/datasets/${encodeURIComponent(datasetId)}/`

/** What the files of a dataset suggest to write of it. */
export const suggestMetadata = (datasetId: string): Promise<Suggestions> => request(`${pathOf(datasetId)}suggestions/`)

/** Datasets with nearly this title: of this organization, or the caller's own, and those that everybody finds. */
export const findAlike = (title: string, organization: string | null): Promise<AlikeDataset[]> =>
  request(`/api/1/datasets/suggest/alike/${queryOf({ title, organization: organization ?? undefined })}`)
