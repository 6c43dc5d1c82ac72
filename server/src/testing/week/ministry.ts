import type { TestS3 } from '../../sources/testing/start-s3.ts'

/** A table as the ministry writes them; `name` is of its second column, `seed` makes its bytes its own. */
export const table = (rows: number, seed: string, name = 'nom'): string =>
  [`id;${name};ville`, ...Array.from({ length: rows }, (_, at) => `${at + 1};${seed} ${at + 1};Paris`)].join('\n') +
  '\n'

const YEARS = Array.from({ length: 12 }, (_, at) => 2014 + at)
const REGIONS = ['bretagne', 'corse', 'guadeloupe', 'normandie', 'occitanie', 'reunion']

/** The forty files of the bucket. */
export const FILES = [
  ...YEARS.map((year) => `musees/liste_${year}.csv`),
  ...REGIONS.flatMap((region) => YEARS.slice(-4).map((year) => `visites/${region}/visites_${year}.csv`)),
  ...['agenda', 'billets', 'editions', 'lieux'].map((name) => `festivals/${name}.csv`),
]

/** All but those that come later. */
export const fillBucket = async (bucket: TestS3, later: string[]): Promise<void> => {
  for (const key of FILES.filter((one) => !later.includes(one))) await bucket.put(key, table(100, key))
}

/** The three flows that read it: their mapping, and what is special to each. */
export const flowsOf = (datasets: { musees: string; festivals: string }) => [
  {
    name: 'Musées',
    definition: {
      selection: { pattern: '**/liste_{annee}.csv' },
      mapping: {
        identity: ['annee'],
        dataset: { kind: 'existing', id: datasets.musees },
        resource: { title: 'Liste des musées {annee}' },
      },
      schedule: { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Paris' },
    },
  },
  {
    name: 'Visites',
    definition: {
      selection: { pattern: '{territoire}/visites_{annee}.csv' },
      mapping: {
        identity: ['territoire', 'annee'],
        dataset: {
          ...{ kind: 'template', title: 'Visites des musées : {territoire}', description: 'Entrées par musée.' },
          private: false,
        },
        resource: { title: 'Visites {annee}' },
      },
      schedule: { kind: 'cron', expression: '30 2 * * *', time_zone: 'Europe/Paris' },
    },
    credentials_expire_at: '2026-04-12T00:00:00Z',
  },
  {
    name: 'Festivals',
    definition: {
      selection: { pattern: '{sujet}.csv' },
      mapping: { identity: ['sujet'], dataset: { kind: 'existing', id: datasets.festivals } },
      // Once the others are done.
      schedule: { kind: 'cron', expression: '50 2 * * *', time_zone: 'Europe/Paris' },
      expected_days: 3,
    },
  },
]
