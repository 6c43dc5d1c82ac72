import type { ApiTypeProps, ErrorPageProps, Pages } from '../../props.ts'
import { cards, datasetPage, HOSTILE, museumFile, portalAt } from './story.ts'

type Case = { [P in keyof Pages]: [name: string, page: P, props: Pages[P]] }[keyof Pages]

const list: Pages['datasets'] = {
  portal: portalAt('/datasets?page=3&sort=title'),
  query: '',
  sort: 'title',
  tag: null,
  datasets: cards,
  total: 128,
  page: 3,
  pageCount: 7,
}
const organization: Pages['organization'] = {
  portal: portalAt('/organizations/ministere-de-la-culture'),
  organization: {
    id: '1',
    name: 'Ministère de la Culture',
    acronym: 'MC',
    descriptionHtml: '<p>Un ministère <strong>imaginaire</strong>.</p>\n<h3>Mission</h3>\n',
    url: 'https://culture.example.org',
    createdAt: '2024-03-01T08:00:00.000Z',
  },
  datasets: cards,
  total: 6,
  page: 1,
  pageCount: 1,
}
const apiType: ApiTypeProps = {
  kind: 'string',
  model: null,
  many: false,
  nullable: false,
  choices: [],
  keys: [],
  among: [],
}
const api = (words: string): Pages['api'] => ({
  portal: portalAt('/documentation/api'),
  query: words,
  total: 1,
  whole: true,
  sections: [
    {
      surface: 'v1',
      groups: [
        {
          tag: 'datasets',
          operations: [
            {
              id: 'create_dataset',
              method: 'POST',
              path: `/api/1/datasets/${words}`,
              summary: words || 'Créer un jeu de données',
              access: 'signed-in',
              parameters: [
                { name: words || 'draft', place: 'query', type: apiType, required: true, description: words },
              ],
              body: {
                fields: [
                  {
                    name: 'owner',
                    type: {
                      ...apiType,
                      nullable: true,
                      among: [apiType, { ...apiType, kind: 'object', keys: ['id'] }],
                    },
                    required: false,
                    description: null,
                  },
                ],
                takesFile: false,
                free: false,
              },
              answer: { status: 201, type: { ...apiType, kind: 'object', model: 'Dataset' }, mediaType: null },
              curl: `curl -X POST ${words}`,
            },
          ],
        },
      ],
    },
  ],
  models: [
    {
      name: 'Dataset',
      fields: [{ name: 'tags', type: { ...apiType, many: true }, required: true, description: null }],
    },
  ],
})
const hostileCard = {
  ...cards[0]!,
  title: HOSTILE,
  summary: HOSTILE,
  formats: [HOSTILE],
  producer: { name: HOSTILE, href: null },
}
const bare = datasetPage({
  title: 'Nouveau',
  summary: null,
  descriptionHtml: '',
  producer: null,
  license: null,
  freshness: null,
  tags: [],
  temporalCoverage: null,
  spatial: null,
})
const hostile = datasetPage({ title: HOSTILE, acronym: HOSTILE, summary: HOSTILE, tags: [HOSTILE] })

/** Each page whole, with nothing in it, and with what people may type to break it. */
export const PUBLIC_PAGES: Case[] = [
  [
    'home',
    'home',
    {
      portal: portalAt('/'),
      figures: { datasets: 128, files: 412, organizations: 37, rows: 12_500_421 },
      latest: cards,
    },
  ],
  [
    'home, nothing published',
    'home',
    { portal: portalAt('/'), figures: { datasets: 0, files: 0, organizations: 0, rows: 0 }, latest: [] },
  ],
  ['list', 'datasets', list],
  ['list, nothing found', 'datasets', { ...list, query: 'introuvable', datasets: [], total: 0, page: 1, pageCount: 1 }],
  ['list, hostile', 'datasets', { ...list, query: HOSTILE, tag: HOSTILE, sort: 'relevance', datasets: [hostileCard] }],
  ['dataset', 'dataset', datasetPage()],
  ['dataset, bare', 'dataset', { ...bare, groups: [] }],
  [
    'dataset, hostile',
    'dataset',
    {
      ...hostile,
      groups: [{ type: 'main', files: [{ ...museumFile, title: HOSTILE, format: HOSTILE, previewProblem: HOSTILE }] }],
    },
  ],
  ['changes', 'changes', changes('Liste des musées')],
  ['changes, hostile', 'changes', changes(HOSTILE)],
  ['changes, none', 'changes', { ...changes('Nouveau'), changes: [] }],
  ['producer', 'organization', organization],
  [
    'producer, nothing published',
    'organization',
    {
      ...organization,
      datasets: [],
      total: 0,
      organization: { ...organization.organization, acronym: null, url: null, descriptionHtml: '' },
    },
  ],
  ['api', 'api', api('')],
  ['api, hostile', 'api', api(HOSTILE)],
  ['api, many found', 'api', { ...api(HOSTILE), whole: false, models: [] }],
  ['api, nothing found', 'api', { ...api(HOSTILE), total: 0, sections: [], models: [] }],
  [
    'consent',
    'consent',
    {
      portal: portalAt('/oauth/authorize?client_id=1'),
      lang: 'fr',
      client: { name: HOSTILE, destination: 'portail.example' },
      scopes: ['default', 'admin'],
      person: HOSTILE,
      action: '/oauth/authorize?client_id=1&state="><script>',
    },
  ],
  ...([400, 403, 404, 410, 500, 503] as const).map((status): Case => [`error ${status}`, 'error', errorPage(status)]),
]

function errorPage(status: ErrorPageProps['status']): ErrorPageProps {
  return { portal: portalAt('/rien?q=1'), status, message: null }
}

function changes(title: string): Pages['changes'] {
  const change = {
    ...{ title, number: 3, at: '2026-02-01T08:00:00.000Z', fileName: 'musees.csv', sizeBytes: 12_345, reason: title },
    ...{ author: title, restoredFrom: null, purgedReason: null },
  }
  return {
    portal: portalAt('/datasets/musees/changes'),
    dataset: { title, href: '/datasets/musees', private: false },
    feedHref: '/api/1/datasets/1/changes.atom',
    changes: [
      { ...change, kind: 'restored', restoredFrom: 1, href: '/files/1/3/musees.csv' },
      { ...change, kind: 'replaced', number: 2, purgedReason: title, href: '/files/1/2/musees.csv' },
      { ...change, kind: 'added', number: 1, author: null, reason: null, href: '/files/1/1/musees.csv' },
    ],
    page: 1,
    pageCount: 3,
  }
}
