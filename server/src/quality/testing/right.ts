import { tagPolicyOf } from '../rules/tags.rules.ts'
import { DATASET, examined, fileOf, linkOf, NOW, withFile } from './examined.ts'
import { codes, csv, france, inspect, MUSEUMS, museums, oldest, range, WIDE, bnf, type Case } from './make.ts'

/** What is right, or none of the rule's business: it says nothing. */
export const RIGHT: Case[] = [
  [
    'row-count-announced',
    'of what a column measures',
    () => museums([2024], { description: `${DATASET.description} Les musées de plus de 3 500 visiteurs.` }),
  ],
  [
    'temporal-coverage-vs-data',
    'events of a year, from March to October',
    async () =>
      withFile(
        await inspect(
          csv({ date: range(24).map((n) => `2024-${n < 12 ? '03' : '10'}-${10 + (n % 12)}`), n: range(24) }),
        ),
        {
          temporalCoverage: { start: '2024-01-01', end: '2024-12-31' },
        },
      ),
  ],
  [
    'granularity-vs-codes',
    'communes with their points',
    async () => withFile(await inspect(WIDE), { spatial: france('fr:commune') }),
  ],
  [
    'format-declared-vs-detected',
    'an API whose address is a page',
    () =>
      examined({
        files: [linkOf({ type: 'api', format: 'json', extras: { 'check:headers:content-type': 'text/html' } })],
      }),
  ],
  ['frequency-vs-update', 'a draft', () => examined({ dataset: { lastUpdate: oldest(3_000), private: true } })],
  [
    'missing-period-in-series',
    'months over the end of a year',
    () =>
      examined({
        files: ['2024-11', '2024-12', '2025-01', '2025-02'].map((month) =>
          fileOf({ resourceId: month, fileName: `entrees_${month}.csv` }),
        ),
      }),
  ],
  [
    'analysis-error-present',
    'a link that does not answer',
    () => examined({ files: [linkOf({ extras: { 'check:available': false, 'check:error': 'timeout' } })] }),
  ],
  ['licence-missing', 'Licence Ouverte', () => examined()],
  [
    'licence-differs',
    'the other version of the same',
    () =>
      examined({
        dataset: { license: 'fr-lo', description: `${DATASET.description} Sous Licence ouverte 2.0 (Etalab).` },
      }),
  ],
  [
    'licence-differs',
    'several are told',
    () =>
      examined({
        dataset: { description: `${DATASET.description} Auparavant sous ODbL, sous Licence Ouverte depuis 2020.` },
      }),
  ],
  ['description-quality', 'a paragraph', () => examined()],
  [
    'duplicate-title',
    'another year',
    () =>
      examined({
        dataset: { title: 'Fréquentation des musées de France en 2024' },
        neighbours: { datasets: [{ id: 'x', title: 'Fréquentation des musées de France en 2023' }], resources: [] },
      }),
  ],
  [
    'duplicate-title',
    'inside and outside',
    () =>
      examined({
        dataset: {
          title:
            'La circulation des archives en Europe et hors Europe : demandes de sortie hors du territoire communautaire',
        },
        neighbours: {
          datasets: [
            {
              id: 'x',
              title:
                'La circulation des archives en Europe et hors Europe : demandes de sortie au sein du territoire communautaire',
            },
          ],
          resources: [],
        },
      }),
  ],
  [
    'duplicate-title',
    'itself',
    () => examined({ neighbours: { datasets: [{ id: DATASET.id, title: DATASET.title }], resources: [] } }),
  ],
  [
    'duplicate-file-title',
    'two formats of one',
    () =>
      examined({ files: [fileOf({ title: 'Musées' }), fileOf({ resourceId: 'x', title: 'Musées', format: 'json' })] }),
  ],
  ['frequency-vs-update', 'in time', () => examined()],
  ['frequency-vs-update', 'archived', () => examined({ dataset: { lastUpdate: oldest(3_000), archivedAt: NOW } })],
  [
    'frequency-vs-update',
    'published once',
    () => examined({ dataset: { lastUpdate: oldest(3_000), frequency: 'punctual' } }),
  ],
  [
    'frequency-vs-update',
    'a link that tells no date',
    () => examined({ dataset: { lastUpdate: oldest(3_000) }, files: [linkOf()] }),
  ],
  [
    'frequency-vs-history',
    'every year',
    () => examined({ files: [fileOf({ publishedAt: range(6).map((n) => oldest(365 * n)) })] }),
  ],
  [
    'frequency-vs-history',
    'ten files in a day',
    () => examined({ files: range(10).map((n) => fileOf({ resourceId: `${n}`, publishedAt: [NOW] })) }),
  ],
  ['tags-required', 'no habit', () => examined({ tagPolicy: tagPolicyOf(undefined, bnf.slice(0, 5)) })],
  [
    'tags-required',
    'it has it',
    () => examined({ dataset: { tags: ['culture', 'musee'] }, tagPolicy: tagPolicyOf(undefined, bnf) }),
  ],
  ['tags-form', 'slugs', () => examined()],
  ['tags-technical', 'a subject', () => examined()],
  ['tags-count', 'three', () => examined()],
  ['tags-recommended', 'one of the list', () => examined({ dataset: { tags: ['culture', 'musee'] } })],
  ['tags-recommended', 'another catalogue', () => examined({ dataset: { tags: ['musees', 'sante'] } })],
  ['title-quality', 'a good one', () => examined()],
  ['title-quality', 'an acronym', () => examined({ dataset: { title: 'Base MÉRIMÉE des immeubles' } })],
  [
    'title-quality',
    'years it is about',
    () => examined({ dataset: { title: 'Fréquentation des musées de 2001 à 2022' } }),
  ],
  ['description-short-missing', 'one', () => examined()],
  ['description-language', 'French', () => examined()],
  ['contact-missing', 'one', () => examined()],
  [
    'links-in-description',
    'the web',
    () =>
      examined({
        dataset: {
          description: `${DATASET.description} Voir https://www.culture.gouv.fr/musees (et [ici](https://data.culture.fr/)).`,
        },
      }),
  ],
  [
    'years-announced-vs-data',
    'the same',
    () => museums([2019, 2020, 2021], { title: 'Fréquentation des musées de 2019 à 2021' }),
  ],
  [
    'years-announced-vs-data',
    'a story',
    () => museums([2019, 2020], { description: `${DATASET.description} De 1851 à 1914, puis de 1945 à 1962.` }),
  ],
  [
    'years-announced-vs-data',
    'a law',
    () => museums([2019, 2020], { description: `${DATASET.description} Les musées sont protégés depuis 1945.` }),
  ],
  [
    'years-announced-vs-data',
    'the year of construction',
    async () =>
      withFile(await inspect(csv({ musee: MUSEUMS, annee_construction: range(40).map((n) => 1850 + n) })), {
        title: 'Fréquentation des musées de 2019 à 2021',
      }),
  ],
  [
    'temporal-coverage-vs-data',
    'the same',
    () => museums([2019, 2020, 2021], { temporalCoverage: { start: '2019-01-01', end: '2021-12-31' } }),
  ],
  [
    'temporal-coverage-vs-data',
    'a school year',
    async () =>
      withFile(
        await inspect(
          csv({ date: range(30).map((n) => `2024-${n < 15 ? '09' : '12'}-${10 + (n % 15)}`), n: range(30) }),
        ),
        { temporalCoverage: { start: '2024-09-01', end: '2024-12-31' } },
      ),
  ],
  [
    'temporal-coverage-vs-data',
    'without end',
    () => museums([2019, 2020, 2021], { temporalCoverage: { start: '2019-01-01', end: null } }),
  ],
  [
    'temporal-coverage-missing',
    'said',
    () => museums([2019, 2020], { temporalCoverage: { start: '2019-01-01', end: '2020-12-31' } }),
  ],
  ['temporal-coverage-missing', 'unknown', async () => withFile(await inspect(WIDE))],
  ['missing-period-in-series', 'whole', () => museums([2018, 2019, 2020, 2021, 2022])],
  ['missing-period-in-series', 'every five years', () => museums([2000, 2005, 2010, 2015, 2020])],
  [
    'columns-quoted-absent',
    'columns',
    () => museums([2024], { description: `${DATASET.description} \`annee\`, \`musee\`, \`visiteurs\`.` }),
  ],
  [
    'columns-quoted-absent',
    'values and codes',
    () =>
      museums([2024], {
        description: `${DATASET.description} \`annee\` vaut \`NC\`, \`ND\` ou \`2A\` ; voir \`DPT_LETTRE\`.`,
      }),
  ],
  [
    'columns-undocumented',
    'all',
    async () =>
      withFile(await inspect(WIDE), {
        description: 'nom region commune code_insee latitude longitude visiteurs'
          .split(' ')
          .map((name) => `- ${name} : x`)
          .join('\n'),
      }),
  ],
  [
    'no-data-dictionary',
    'a file of documentation',
    async () =>
      examined({
        files: [fileOf({ inspection: await inspect(WIDE) }), fileOf({ resourceId: 'x', type: 'documentation' })],
      }),
  ],
  ['no-data-dictionary', 'three columns', () => museums([2024])],
  [
    'row-count-announced',
    'right',
    () => museums([2024], { description: `${DATASET.description} Les 40 musées de France, et 12 musées fermés.` }),
  ],
  [
    'row-count-announced',
    'of something else',
    () => museums([2024], { description: `${DATASET.description} Plus de 3 500 habitants.` }),
  ],
  [
    'description-of-other-year',
    'the end of the data',
    () => museums([2022, 2023, 2024], { description: `${DATASET.description} Données au 31 décembre 2024.` }),
  ],
  [
    'granularity-vs-codes',
    'communes',
    () => codes('code_commune', ['06088', '13055', '75056', '33063'], france('fr:commune')),
  ],
  [
    'granularity-vs-codes',
    'points in communes',
    () => codes('code_commune', ['06088', '13055', '75056', '33063'], france('poi')),
  ],
  [
    'territory-vs-codes',
    'all over',
    () => codes('code_commune', ['06088', '13055', '75056', '33063', '97105'], france()),
  ],
  [
    'territory-vs-codes',
    'in the region',
    () =>
      codes('code_departement', ['06', '13', '83', '84', '04', '05'], {
        zones: ['fr:region:93'],
        granularity: null,
        geom: null,
      }),
  ],
  [
    'territory-vs-codes',
    'a district of Paris',
    () =>
      codes('code_commune', ['75101', '75102', '75103', '75104'], {
        zones: ['fr:commune:75056'],
        granularity: null,
        geom: null,
      }),
  ],
  [
    'territory-vs-codes',
    'an EPCI, whose limits nobody here knows',
    () =>
      codes('code_commune', ['06088', '06029', '13055', '75056'], {
        zones: ['fr:epci:200030195'],
        granularity: null,
        geom: null,
      }),
  ],
  ['format-declared-vs-detected', 'CSV', () => museums([2024])],
  [
    'format-declared-vs-detected',
    'zipped',
    () => examined({ files: [linkOf({ extras: { 'check:headers:content-type': 'application/zip' } })] }),
  ],
  [
    'format-declared-vs-detected',
    'a CSV that a server calls Excel',
    () => examined({ files: [linkOf({ extras: { 'check:headers:content-type': 'application/vnd.ms-excel' } })] }),
  ],
  [
    'size-or-checksum',
    'the same',
    () => examined({ files: [linkOf({ filesize: 10, extras: { 'check:headers:content-length': '10' } })] }),
  ],
  ['size-or-checksum', 'never measured', () => examined({ files: [linkOf({ filesize: 10 })] })],
  ['file-name-without-year', 'a telling name', () => examined()],
  [
    'file-name-without-year',
    'one of a kind beside a dictionary',
    () =>
      examined({
        files: [
          fileOf({ resourceId: 'a', fileName: 'musees_2022.csv' }),
          fileOf({ fileName: 'dictionnaire.csv', type: 'documentation' }),
        ],
      }),
  ],
  ['file-name-year-vs-data', 'the same', () => museums([2024], {}, { fileName: 'musees_2024.csv' })],
  ['file-name-year-vs-data', 'a season', () => museums([2024], {}, { fileName: 'musees_2023-2024.csv' })],
  [
    'file-name-year-vs-data',
    'many years',
    () => museums([2021, 2022, 2023, 2024], {}, { fileName: 'musees_2024.csv' }),
  ],
  ['title-vs-file', 'museums', () => museums([2024])],
  [
    'duplicate-resource',
    'itself',
    () =>
      examined({
        files: [fileOf({ checksum: { type: 'sha1', value: 'ab' } })],
        neighbours: {
          datasets: [],
          resources: [
            {
              resourceId: fileOf().resourceId ?? '',
              datasetId: DATASET.id,
              datasetTitle: '',
              checksum: 'ab',
              url: null,
            },
          ],
        },
      }),
  ],
  [
    'remote-file-dead',
    'yesterday',
    () =>
      examined({ files: [linkOf({ extras: { 'check:available': false, 'check:date': oldest(1).toISOString() } })] }),
  ],
  [
    'remote-file-dead',
    'it answers',
    () =>
      examined({ files: [linkOf({ extras: { 'check:available': true, 'check:date': oldest(90).toISOString() } })] }),
  ],
  ['remote-file-dead', 'never checked', () => examined({ files: [linkOf()] })],
  [
    'analysis-error-present',
    'none',
    () => examined({ files: [linkOf({ extras: { 'analysis:parsing:error': null } })] }),
  ],
  [
    'documentation-missing',
    'a glossary',
    async () =>
      examined({
        files: [
          fileOf({ inspection: await inspect(WIDE) }),
          fileOf({
            resourceId: 'x',
            type: 'documentation',
            inspection: await inspect('Nom;Sens\nCimaise;Moulure\nCartel;Étiquette\n'),
          }),
        ],
      }),
  ],
  [
    'documentation-missing',
    'a whole dictionary',
    async () =>
      examined({
        files: [
          fileOf({ inspection: await inspect(WIDE) }),
          fileOf({
            resourceId: 'x',
            type: 'documentation',
            inspection: await inspect(
              `colonne;sens\n${WIDE.split('\n')[0]
                ?.split(';')
                .map((name) => `${name};x\n`)
                .join('')}`,
            ),
          }),
        ],
      }),
  ],
  ['cumulative-decrease', 'it grows', () => museums([2024], {}, { formerRowCounts: [39, 35, 30, 20] })],
  ['cumulative-decrease', 'it went up and down', () => museums([2024], {}, { formerRowCounts: [45, 40, 42, 20] })],
]
