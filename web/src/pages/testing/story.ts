/** Props of each page as a visitor may meet them. All of it is invented. */
import type { DatasetCardProps, DatasetPageProps, FileProps, PortalProps, PreviewProps } from '../../props.ts'

const DAY = 86_400_000
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString()

export const portalAt = (path: string): PortalProps => ({
  name: 'Cimaise',
  tagline: 'Des données publiques, tenues à jour et faciles à reprendre.',
  baseUrl: 'https://portail.example',
  pageUrl: `https://portail.example${path}`,
})

const ministry = { name: 'Ministère de la Culture', href: '/organizations/ministere-de-la-culture' }
const town = { name: 'Commune de Saint-Aubin-sur-Mer', href: '/organizations/saint-aubin' }

const card = (
  title: string,
  days: number,
  freshness: DatasetCardProps['freshness'],
  formats: string[],
  summary: string,
  producer: DatasetCardProps['producer'] = ministry,
): DatasetCardProps => ({
  title,
  href: `/datasets/${title.toLowerCase().replace(/[^a-z]+/g, '-')}`,
  producer,
  summary,
  lastUpdate: ago(days),
  freshness,
  formats,
  fileCount: formats.length + (Math.ceil(days) % 3),
})

export const cards: DatasetCardProps[] = [
  card(
    'Liste des musées de France',
    3,
    'fresh',
    ['csv', 'geojson'],
    'Tous les musées qui bénéficient de l’appellation « Musée de France » : adresse, année du label, fréquentation.',
  ),
  card(
    'Festivals soutenus par le ministère',
    0.2,
    'fresh',
    ['csv'],
    'Festivals aidés en 2025 : dates, commune, discipline et montant accordé.',
  ),
  card('Agenda culturel', 1.2, null, ['json'], 'Les rendez-vous culturels de la commune, semaine après semaine.', town),
  card(
    'Inventaires d’archives numérisées',
    40,
    'fresh',
    ['json', 'html', 'csv', 'xml', 'pdf', 'zip'],
    'Une API pour chercher dans les inventaires des fonds numérisés, avec les cotes, les dates extrêmes et l’adresse de chaque image.',
  ),
  card(
    'Monuments historiques classés ou inscrits, édifices et objets mobiliers protégés depuis 1840',
    420,
    'late',
    ['geojson', 'csv'],
    'Monuments classés : nom, commune, siècle, date de classement, position.',
  ),
  card('Bibliothèques et points de lecture', 12, null, [], '', null),
]

const museums: PreviewProps = {
  columns: [
    { name: 'identifiant', type: 'text' },
    { name: 'nom_officiel', type: 'text' },
    { name: 'commune', type: 'text' },
    { name: 'code_insee', type: 'text' },
    { name: 'date_appellation', type: 'date' },
    { name: 'frequentation', type: 'integer' },
    { name: 'latitude', type: 'number' },
    { name: 'ouvert', type: 'boolean' },
    { name: 'description', type: 'text' },
  ],
  rows: Array.from({ length: 20 }, (_, row) => [
    `M${String(row + 1).padStart(4, '0')}`,
    ['Musée des Beaux-Arts', 'Musée du cœur de ville', 'Écomusée de la mer et des gens de mer', 'Muséum'][row % 4]!,
    ['Besançon', 'Saint-Étienne', 'Œuilly', 'Bourg-en-Bresse', 'Nice'][row % 5]!,
    ['25056', '42218', '2A004', '01053', '06088'][row % 5]!,
    row % 6 === 5 ? null : `20${String(row + 3).padStart(2, '0')}-02-01`,
    String((row + 3) * 12_345),
    `${43 + row / 7}`.slice(0, 8).replace('.', ','),
    row % 3 === 0 ? 'non' : 'oui',
    row % 4 === 1
      ? null
      : 'Collections permanentes de peinture, de sculpture et d’arts décoratifs du XVe au XXe siècle.',
  ]),
  rowCount: 1_223,
}

const version = (file: string, name: string, number: number, days: number, sizeBytes: number) => ({
  number,
  href: `/files/${file}/${number}/${name}`,
  fileName: name,
  sizeBytes,
  createdAt: ago(days),
})

const file = (id: string, title: string, more: Partial<FileProps>): FileProps => ({
  id,
  title,
  descriptionHtml: null,
  type: 'main',
  filetype: 'file',
  href: `/api/1/datasets/r/${id}`,
  fileName: `${id}.csv`,
  format: 'csv',
  sizeBytes: 3_440_000,
  updatedAt: ago(3),
  preview: null,
  previewProblem: null,
  linkState: null,
  fedBy: null,
  versions: [version(id, `${id}.csv`, 1, 3, 3_440_000)],
  ...more,
})

export const museumFile = file('musees', 'Liste des musées de France', {
  descriptionHtml: '<p>Une ligne par musée, séparateur point-virgule.</p>\n',
  preview: museums,
  versions: [
    version('musees', 'liste-musees-2026.csv', 3, 3, 3_440_000),
    version('musees', 'liste-musees-2025.csv', 2, 368, 3_310_400),
    version('musees', 'liste_des_musees_de_france_edition_2024_corrigee.csv', 1, 733, 812_300),
  ],
})

export const datasetPage = (change: Partial<DatasetPageProps['dataset']> = {}): DatasetPageProps => ({
  portal: portalAt('/datasets/liste-des-musees-de-france'),
  dataset: {
    id: '6523f0a1b2c3d4e5f6a7b8c9',
    title: 'Liste des musées de France',
    acronym: null,
    summary:
      'Tous les musées qui bénéficient de l’appellation « Musée de France » : adresse, année du label, fréquentation.',
    descriptionHtml:
      '<p>Les musées qui bénéficient de l’appellation <strong>Musée de France</strong>, avec leur adresse, l’année de leur label et leur fréquentation.</p>\n<h3>Mise à jour</h3>\n<p>La liste est revue chaque année : l’édition remplace la précédente à la même adresse ; les éditions antérieures restent téléchargeables.</p>\n<ul>\n<li>une ligne par musée</li>\n<li>codes INSEE avec leurs zéros, <code>06088</code></li>\n</ul>\n',
    producer: ministry,
    license: {
      title: 'Licence Ouverte / Open Licence version 2.0',
      url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
    },
    frequency: { id: 'annual', label: 'Annuelle' },
    freshness: 'fresh',
    lastUpdate: ago(3),
    createdAt: ago(733),
    tags: ['culture', 'frequentation', 'musees', 'patrimoine'],
    temporalCoverage: { start: '2024-01-01', end: '2025-12-31' },
    spatial: { zones: ['country:fr'], granularity: 'fr:commune' },
    private: false,
    archived: false,
    apiUrl: 'https://portail.example/api/1/datasets/liste-des-musees-de-france/',
    changesHref: '/datasets/liste-des-musees-de-france/changes',
    editHref: null,
    ...change,
  },
  groups: [
    {
      type: 'main',
      files: [
        museumFile,
        file('carte', 'Les mêmes, avec leur position', {
          format: 'geojson',
          sizeBytes: 12_800_000,
          updatedAt: ago(12),
        }),
        file('archive', 'Éditions de 2003 à 2020', {
          format: 'zip',
          sizeBytes: 52_000_000,
          updatedAt: ago(400),
          previewProblem: 'Cette archive contient plusieurs fichiers : il n’y a pas de table à montrer.',
        }),
      ],
    },
    {
      type: 'documentation',
      files: [
        file('dictionnaire', 'Dictionnaire des colonnes', {
          type: 'documentation',
          sizeBytes: 336,
          preview: {
            columns: [
              { name: 'colonne', type: 'text' },
              { name: 'description', type: 'text' },
            ],
            rows: [
              ['identifiant', 'Identifiant du musée, stable d’une édition à l’autre'],
              ['nom', 'Nom usuel'],
            ],
            rowCount: 2,
          },
        }),
      ],
    },
    {
      type: 'api',
      files: [
        file('museofile', 'Muséofile, recherche en ligne', {
          type: 'api',
          filetype: 'remote',
          href: 'https://pop.example.org/museo',
          fileName: null,
          format: null,
          sizeBytes: null,
          linkState: { available: true, checkedAt: ago(0), downSince: null, status: 200 },
          versions: [],
        }),
      ],
    },
  ],
})

/** What people may type to break a page. */
export const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'> {{ constructor }} & é`
