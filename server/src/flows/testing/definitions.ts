import { DEFAULTS, KIND_DEFAULTS } from '../definition/defaults.rules.ts'
import type { FilesDefinition, Mapping } from '../model.ts'

type Changes = Partial<Omit<FilesDefinition, 'selection' | 'mapping'>> & {
  selection?: Partial<FilesDefinition['selection']>
  mapping?: Partial<Omit<Mapping, 'resource'>> & { resource?: Partial<Mapping['resource']> }
}

export const DATASET_ID = '6718a8a3c2b3d0a5b1c2d3e4'

/** A flow of files as people make it, changed here and there. */
export const filesDefinition = ({ selection, mapping, ...changes }: Changes = {}): FilesDefinition => ({
  kind: 'files',
  source: { kind: 's3', endpoint: 'https://s3.example.org', bucket: 'musees', ...KIND_DEFAULTS.s3 },
  ...DEFAULTS.files,
  ...changes,
  selection: { ...DEFAULTS.files.selection, pattern: 'musees/liste_{annee}.csv', ...selection },
  mapping: {
    ...{ ...DEFAULTS.files.mapping, dataset: { kind: 'existing', id: DATASET_ID } },
    ...mapping,
    resource: { ...DEFAULTS.files.mapping.resource, ...mapping?.resource },
  },
})
