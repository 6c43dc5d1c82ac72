import type { Dataset, Resource } from '../../catalog/index.ts'
import type { Inspection } from '../../analysis/index.ts'
import type { Examined, ExaminedFile } from '../model.ts'

/** A dataset in order, that no rule has anything to say of: tests change what they are about. */
export const NOW = new Date('2026-06-15T12:00:00Z')

export const DATASET: Dataset = {
  ...{ id: '5f0000000000000000000001', slug: 'frequentation-des-musees-de-france' },
  ...{ title: 'Fréquentation des musées de France', acronym: null },
  description:
    'Chaque année, les musées de France déclarent le nombre de leurs visiteurs, payants et gratuits. Une ligne du fichier correspond à un musée et à une année. Les entrées des expositions temporaires sont comptées avec les autres ; les musées fermés pour travaux ne déclarent rien.',
  descriptionShort: 'Visiteurs payants et gratuits des musées de France, par année.',
  ...{ license: 'lov2', frequency: 'annual', frequencyDate: null, tags: ['frequentation', 'musee', 'patrimoine'] },
  ...{
    private: false,
    organizationId: '5f0000000000000000000002',
    ownerId: null,
    temporalCoverage: null,
    spatial: null,
  },
  ...{ extras: {}, accessType: 'open', access: {}, contactPointIds: [], schema: null, harvest: null, badges: [] },
  ...{ featured: false, metrics: {}, resourcesCount: 1, resourceQuality: null, revision: 1, stamp: 1 },
  ...{ createdAt: new Date('2024-01-10'), lastModified: new Date('2026-02-01'), lastUpdate: new Date('2026-02-01') },
  ...{ archivedAt: null, deletedAt: null },
}

export const fileOf = (changes: Partial<ExaminedFile> = {}): ExaminedFile => ({
  ...{ resourceId: '11111111-1111-4111-8111-111111111111', title: 'frequentation-musees.csv', description: null },
  ...{ type: 'main' as Resource['type'], fileName: 'frequentation-musees.csv', url: null, format: 'csv' },
  ...{ mime: 'text/csv', filesize: 1_000, checksum: null, schema: null, extras: {}, inspection: null },
  ...{ publishedAt: [], formerRowCounts: [] },
  ...changes,
})

export const linkOf = (changes: Partial<ExaminedFile> = {}): ExaminedFile =>
  fileOf({
    ...{ fileName: null, url: 'https://data.example-musees.fr/frequentation.csv', mime: null, filesize: null },
    ...changes,
  })

type Changes = Partial<Omit<Examined, 'dataset'>> & { dataset?: Partial<Dataset> }

export const examined = ({ dataset, ...rest }: Changes = {}): Examined => ({
  contactPoints: [
    {
      ...{
        id: '5f0000000000000000000003',
        name: 'Service des musées',
        email: 'donnees@culture.example',
        role: 'contact',
      },
      ...{ contactForm: null, organizationId: '5f0000000000000000000002', ownerId: null },
    },
  ],
  ...{
    files: [fileOf()],
    neighbours: { datasets: [], resources: [] },
    tagPolicy: { required: [], isDeclared: false },
    now: NOW,
  },
  ...rest,
  dataset: { ...DATASET, ...dataset },
})

/** The only file is this one, as it was inspected. */
export const withFile = (
  inspection: Inspection,
  dataset: Partial<Dataset> = {},
  file: Partial<ExaminedFile> = {},
): Examined => examined({ dataset, files: [fileOf({ inspection, ...file })] })
