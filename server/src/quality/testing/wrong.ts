import { tagPolicyOf } from '../rules/tags.rules.ts'
import { DATASET, examined, fileOf, linkOf, NOW, withFile } from './examined.ts'
import { MUSEUMS, codes, csv, france, inspect, museums, oldest, range, WIDE, bnf, type Case } from './make.ts'

/** What is wrong on purpose: the rule speaks. */
export const WRONG: Case[] = [
  [
    'granularity-vs-codes',
    'a country, by points',
    async () =>
      withFile(
        await inspect(
          csv({
            musee: MUSEUMS,
            latitude: MUSEUMS.map((_, n) => 44 + n / 100),
            longitude: MUSEUMS.map((_, n) => 2 + n / 100),
          }),
        ),
        {
          spatial: france('country'),
        },
      ),
    'warning',
  ],
  [
    'missing-period-in-series',
    'a month',
    () =>
      examined({
        files: ['2024-10', '2024-11', '2025-01', '2025-02', '2025-03'].map((month) =>
          fileOf({ resourceId: month, fileName: `entrees_${month}.csv` }),
        ),
      }),
  ],
  ['licence-missing', 'none', () => examined({ dataset: { license: null } }), 'blocker'],
  ['licence-missing', 'not specified', () => examined({ dataset: { license: 'notspecified' } }), 'blocker'],
  [
    'licence-differs',
    'the text says ODbL',
    () => examined({ dataset: { description: `${DATASET.description} Sous licence ODbL.` } }),
    'warning',
  ],
  ['description-quality', 'a dot', () => examined({ dataset: { description: '.' } }), 'warning'],
  ['description-quality', 'the title', () => examined({ dataset: { description: `${DATASET.title}.` } }), 'warning'],
  [
    'description-quality',
    'thirty letters',
    () => examined({ dataset: { description: 'Données au 17 décembre 2021.' } }),
    'warning',
  ],
  [
    'description-quality',
    'two lines',
    () => examined({ dataset: { description: 'Les musées de France et leurs visiteurs, payants et gratuits.' } }),
    'advice',
  ],
  [
    'duplicate-title',
    'the same',
    () =>
      examined({
        neighbours: { datasets: [{ id: 'x', title: 'FRÉQUENTATION des musées de France ' }], resources: [] },
      }),
    'warning',
  ],
  [
    'duplicate-title',
    'nearly the same',
    () =>
      examined({
        dataset: {
          title: 'Liste des immeubles protégés au titre des monuments historiques en région Occitanie (France)',
        },
        neighbours: {
          datasets: [
            { id: 'x', title: 'Liste des immeubles protégés au titre des monuments historiques en région Occitanie' },
          ],
          resources: [],
        },
      }),
  ],
  [
    'duplicate-file-title',
    'two exports',
    () => examined({ files: [fileOf({ title: 'Export' }), fileOf({ resourceId: 'x', title: 'export' })] }),
    'warning',
  ],
  [
    'frequency-vs-update',
    'annual, three years ago',
    () => examined({ dataset: { lastUpdate: oldest(1_100) } }),
    'warning',
  ],
  [
    'frequency-vs-update',
    'daily, three months ago',
    () => examined({ dataset: { frequency: 'daily', lastUpdate: oldest(90) } }),
    'warning',
  ],
  [
    'frequency-vs-history',
    'annual, every month',
    () => examined({ files: [fileOf({ publishedAt: range(6).map((n) => oldest(30 * n)) })] }),
    'advice',
  ],
  ['tags-required', 'declared', () => examined({ tagPolicy: tagPolicyOf(['culture'], []) }), 'warning'],
  ['tags-required', 'a habit of the ministry', () => examined({ tagPolicy: tagPolicyOf(undefined, bnf) }), 'warning'],
  [
    'tags-required',
    'another habit',
    () => examined({ tagPolicy: { required: ['cinema'], isDeclared: false } }),
    'advice',
  ],
  ['tags-form', 'capitals and accents', () => examined({ dataset: { tags: ['Musée', 'patrimoine'] } }), 'advice'],
  ['tags-technical', 'csv', () => examined({ dataset: { tags: ['csv', 'musee'] } }), 'advice'],
  ['tags-count', 'one', () => examined({ dataset: { tags: ['musee'] } }), 'advice'],
  ['tags-count', 'seven', () => examined({ dataset: { tags: range(7).map((n) => `tag-${n}`) } }), 'advice'],
  ['tags-recommended', 'the plural', () => examined({ dataset: { tags: ['culture', 'musees'] } }), 'advice'],
  [
    'tags-recommended',
    'none of the list',
    () => examined({ dataset: { tags: ['culture', 'frequentation'] } }),
    'advice',
  ],
  ['title-quality', 'short', () => examined({ dataset: { title: 'Musées' } }), 'advice'],
  ['title-quality', 'capitals', () => examined({ dataset: { title: 'FRÉQUENTATION DES MUSÉES' } }), 'advice'],
  ['title-quality', 'a file', () => examined({ dataset: { title: 'liste_musees_2024.csv' } }), 'advice'],
  [
    'title-quality',
    'a date of update',
    () => examined({ dataset: { title: 'Liste des musées au 12/03/2024' } }),
    'advice',
  ],
  ['description-short-missing', 'none', () => examined({ dataset: { descriptionShort: null } }), 'advice'],
  [
    'description-language',
    'English',
    () =>
      examined({
        dataset: {
          description:
            'This dataset is the list of all the museums of France with their address, and the number of visitors for each of the years that are known to the ministry. It is published by the ministry.',
        },
      }),
    'advice',
  ],
  ['contact-missing', 'none', () => examined({ contactPoints: [] }), 'advice'],
  [
    'links-in-description',
    'an intranet',
    () => examined({ dataset: { description: `${DATASET.description} Voir [ici](http://sharepoint.intranet/x).` } }),
    'advice',
  ],
  [
    'links-in-description',
    'a link that a check found dead',
    () =>
      examined({
        dataset: { description: `${DATASET.description} Source : http://www.musees.fr/data/.` },
        files: [
          linkOf({
            url: 'https://musees.fr/data',
            extras: { 'check:available': false, 'check:date': NOW.toISOString() },
          }),
        ],
      }),
  ],
  [
    'years-announced-vs-data',
    'the title',
    () => museums([2019, 2020, 2021], { title: 'Fréquentation des musées de 2018 à 2021' }),
    'warning',
  ],
  [
    'years-announced-vs-data',
    'the description',
    () => museums([2019, 2020, 2021], { description: `${DATASET.description} Années 2019-2022.` }),
    'warning',
  ],
  [
    'years-announced-vs-data',
    'a file a year',
    () =>
      examined({
        dataset: { title: 'Musées, 2019–2022' },
        files: [2019, 2020, 2021].map((year) => fileOf({ resourceId: `${year}`, fileName: `musees_${year}.csv` })),
      }),
  ],
  [
    'temporal-coverage-vs-data',
    'a year short',
    () => museums([2019, 2020, 2021], { temporalCoverage: { start: '2019-01-01', end: '2020-12-31' } }),
    'warning',
  ],
  ['temporal-coverage-missing', 'the data know', () => museums([2019, 2020, 2021]), 'advice'],
  ['missing-period-in-series', 'a year of the rows', () => museums([2017, 2018, 2019, 2021, 2022, 2023]), 'warning'],
  [
    'missing-period-in-series',
    'a file',
    () =>
      examined({
        files: [2019, 2020, 2022, 2023].map((year) =>
          fileOf({ resourceId: `${year}`, fileName: `musees_${year}.csv` }),
        ),
      }),
  ],
  [
    'columns-quoted-absent',
    'a slip',
    () => museums([2024], { description: `${DATASET.description} La colonne \`visiteur\` est un nombre.` }),
    'warning',
  ],
  [
    'columns-quoted-absent',
    'among columns',
    () => museums([2024], { description: `${DATASET.description} \`annee\`, \`musee\`, \`tarif_plein\`.` }),
    'warning',
  ],
  [
    'columns-undocumented',
    'two of seven',
    async () =>
      withFile(await inspect(WIDE), { description: `${DATASET.description}\n- nom : le nom\n- region : la région` }),
    'advice',
  ],
  ['no-data-dictionary', 'seven columns', async () => withFile(await inspect(WIDE)), 'advice'],
  [
    'row-count-announced',
    'rows',
    () => museums([2024], { description: `${DATASET.description} Le fichier a 1 200 lignes.` }),
    'advice',
  ],
  [
    'row-count-announced',
    'museums',
    () => museums([2023, 2024], { description: `${DATASET.description} Les 1 221 musées de France.` }),
    'advice',
  ],
  [
    'description-of-other-year',
    'two years',
    () => museums([2021, 2022, 2023, 2024], { description: `${DATASET.description} Données au 31 décembre 2021.` }),
    'advice',
  ],
  [
    'granularity-vs-codes',
    'regions, by communes',
    () => codes('code_commune', ['06088', '13055', '75056', '33063', '31555'], france('fr:region')),
    'warning',
  ],
  [
    'territory-vs-codes',
    'elsewhere',
    () =>
      codes('code_departement', ['06', '06', '83', '83', '13', '06'], {
        zones: ['fr:departement:06'],
        granularity: null,
        geom: null,
      }),
    'warning',
  ],
  [
    'territory-vs-codes',
    'one department only',
    () => codes('code_commune', ['06088', '06088', '06029', '06004'], france()),
    'warning',
  ],
  ['format-declared-vs-detected', 'a PDF', async () => withFile(await inspect('%PDF-1.7\n', 'musees.csv')), 'blocker'],
  [
    'format-declared-vs-detected',
    'JSON',
    async () => withFile(await inspect('[{"a":1},{"a":2}]', 'musees.csv')),
    'warning',
  ],
  [
    'format-declared-vs-detected',
    'a link to a page',
    () => examined({ files: [linkOf({ extras: { 'check:headers:content-type': 'text/html; charset=utf-8' } })] }),
    'warning',
  ],
  [
    'size-or-checksum',
    'another size',
    () => examined({ files: [linkOf({ filesize: 10, extras: { 'check:headers:content-length': '2000' } })] }),
    'warning',
  ],
  [
    'size-or-checksum',
    'another checksum',
    () =>
      examined({ files: [linkOf({ checksum: { type: 'sha1', value: 'aa' }, extras: { 'analysis:checksum': 'bb' } })] }),
    'warning',
  ],
  [
    'file-name-without-year',
    'generic',
    () => examined({ files: [fileOf({ fileName: 'export_final_v2.csv' })] }),
    'advice',
  ],
  [
    'file-name-without-year',
    'among years',
    () =>
      examined({
        files: [
          fileOf({ resourceId: 'a', fileName: 'musees_2022.csv' }),
          fileOf({ resourceId: 'b', fileName: 'musees_2023.csv' }),
          fileOf({ fileName: 'musees.csv' }),
        ],
      }),
  ],
  ['file-name-year-vs-data', 'another year', () => museums([2023], {}, { fileName: 'musees_2024.csv' }), 'warning'],
  [
    'title-vs-file',
    'nothing in common',
    async () =>
      withFile(
        await inspect(
          csv({
            essence: ['Chêne', 'Platane', 'Tilleul'],
            quartier: ['Centre', 'Gare', 'Port'],
            diametre: [10, 20, 30],
            plantation: ['isolée', 'alignement', 'bosquet'],
          }),
        ),
        {},
        { title: 'arbres_urbains.csv', fileName: 'arbres_urbains.csv' },
      ),
    'advice',
  ],
  [
    'duplicate-resource',
    'the same bytes',
    () =>
      examined({
        files: [fileOf({ checksum: { type: 'sha1', value: 'AB12' } })],
        neighbours: {
          datasets: [],
          resources: [{ resourceId: 'x', datasetId: 'y', datasetTitle: 'Musées', checksum: 'ab12', url: null }],
        },
      }),
    'warning',
  ],
  [
    'duplicate-resource',
    'the same address',
    () =>
      examined({
        files: [linkOf({ url: 'http://www.musees.fr/a.csv/' })],
        neighbours: {
          datasets: [],
          resources: [
            {
              resourceId: 'x',
              datasetId: DATASET.id,
              datasetTitle: '',
              checksum: null,
              url: 'https://musees.fr/a.csv',
            },
          ],
        },
      }),
  ],
  [
    'remote-file-dead',
    'five days',
    () =>
      examined({ files: [linkOf({ extras: { 'check:available': false, 'check:date': oldest(5).toISOString() } })] }),
    'warning',
  ],
  [
    'remote-file-dead',
    'two months',
    () =>
      examined({
        files: [
          linkOf({ extras: { 'check:available': false, 'cimaise:link:unavailable_since': oldest(60).toISOString() } }),
        ],
      }),
    'blocker',
  ],
  [
    'analysis-error-present',
    'by a crawler',
    () => examined({ files: [linkOf({ extras: { 'analysis:parsing:error': 'Number of columns is not even' } })] }),
    'warning',
  ],
  [
    'analysis-error-present',
    'by ours',
    async () => withFile(await inspect('PK\x03\x04 not a workbook', 'musees.xlsx')),
    'warning',
  ],
  [
    'documentation-missing',
    'a dictionary without a column',
    async () =>
      examined({
        files: [
          fileOf({ inspection: await inspect(WIDE) }),
          fileOf({
            ...{ resourceId: 'x', type: 'documentation', title: 'Dictionnaire', fileName: 'dictionnaire.csv' },
            inspection: await inspect(
              'Colonne;Description\nnom;Nom\nregion;Région\ncommune;Commune\nlatitude;En degrés\n',
            ),
          }),
        ],
      }),
    'warning',
  ],
  [
    'cumulative-decrease',
    'five rows fewer',
    () => museums([2024], {}, { formerRowCounts: [45, 40, 30, 20] }),
    'warning',
  ],
]
