/** udata-api.md §7: slugs, tags, addresses. */
import { beforeAll, expect, test } from 'vitest'
import { bodyOf, get, LINK, newDataset, read, worldOfFile } from './datasets.kit.ts'

const world = worldOfFile()
const owner = () => world.as.owner
const rename = (id: string, title: string) => bodyOf(owner().call('PUT', `/api/1/datasets/${id}/`, { title }))
const locationOf = async (slug: string) => {
  const answer = await get(world.as.anonymous, `/api/1/datasets/${slug}/`)
  return answer.status === 308 ? new URL(answer.headers.get('location') ?? '', world.url).pathname : answer.status
}

test.each([
  ['Fréquentation des musées', 'frequentation-des-musees'],
  ["L'art d'aujourd'hui", 'lart-daujourdhui'],
  ['Budget en € (2024)', 'budget-en-eur-2024'],
  ['Straße nach Köln', 'strasse-nach-koln'],
  ['  deux   espaces -- et des tirets  ', 'deux-espaces-et-des-tirets'],
  ['MAJUSCULES_et_soulignés', 'majuscules-et-soulignes'],
  ['2f6a3d0e-6d0e-4d58-9c8c-0a2b3c4d5e6f', '2f6a3d0e-6d0e-4d58-9c8c-0a2b3c4d5e6f-uuid'],
])('the slug of %j is %s', async (title, slug) => {
  expect((await newDataset(owner(), { title })).slug).toBe(slug)
})

test('a slug is at most 255 characters, of whole words', async () => {
  const { slug } = await newDataset(owner(), { title: `${'musee '.repeat(50)}court` })
  expect(slug.length).toBeLessThanOrEqual(255)
  expect(slug).toMatch(/^musee(-musee)*(-court)?$/)
  expect((await newDataset(owner(), { title: 'a'.repeat(300) })).slug).toBe('a'.repeat(255))
})

test('a slug that is taken gets the first free number', async () => {
  const slugs = []
  for (let i = 0; i < 3; i++) slugs.push((await newDataset(owner(), { title: 'Titre commun' })).slug)
  expect(slugs).toEqual(['titre-commun', 'titre-commun-1', 'titre-commun-2'])
})

test('a slug of 255 characters that is taken keeps its length', async () => {
  await newDataset(owner(), { title: 'b'.repeat(255) })
  expect((await newDataset(owner(), { title: 'b'.repeat(255) })).slug).toBe(`${'b'.repeat(253)}-1`)
})

test('nobody chooses a slug', async () => {
  const made = await newDataset(owner(), { title: 'Pas choisi', slug: 'choisi' })
  const put = owner().call('PUT', `/api/1/datasets/${made.id}/`, { slug: 'choisi' })
  expect([made.slug, (await bodyOf(put)).slug]).toEqual(['pas-choisi', 'pas-choisi'])
})

test('a slug follows its title; the title said again changes nothing', async () => {
  const { id } = await newDataset(owner(), { title: 'Titre premier' })
  expect((await rename(id, 'Titre second')).slug).toBe('titre-second')
  expect((await rename(id, 'Titre second')).slug).toBe('titre-second')
  expect(await locationOf('titre-premier')).toBe('/api/1/datasets/titre-second/')
})

test('a chain of names leads to the last of them', async () => {
  const { id } = await newDataset(owner(), { title: 'Chaîne un' })
  for (const title of ['Chaîne deux', 'Chaîne trois']) await rename(id, title)
  for (const old of ['chaine-un', 'chaine-deux']) expect(await locationOf(old)).toBe('/api/1/datasets/chaine-trois/')
})

test('a name that comes back is the name again', async () => {
  const { id } = await newDataset(owner(), { title: 'Aller' })
  await rename(id, 'Retour')
  expect((await rename(id, 'Aller')).slug).toBe('aller')
  expect([await locationOf('aller'), await locationOf('retour')]).toEqual([200, '/api/1/datasets/aller/'])
})

test('an old name taken by another leads to that other', async () => {
  const { id } = await newDataset(owner(), { title: 'Nom convoité' })
  await rename(id, 'Nom laissé')
  const other = await newDataset(owner(), { title: 'Nom convoité' })
  expect(other.slug).toBe('nom-convoite')
  expect((await read(world.as.anonymous, '/api/1/datasets/nom-convoite/')).id).toBe(other.id)
})

test('organizations have the same rule', async () => {
  const body = { name: 'Théâtre d’État', description: 'Un théâtre.' }
  const { id, slug } = await bodyOf(owner().call('POST', '/api/1/organizations/', body), 201)
  await bodyOf(owner().call('PUT', `/api/1/organizations/${id}/`, { name: 'Opéra' }))
  const answer = await get(world.as.anonymous, `/api/1/organizations/${slug}/`)
  expect([answer.status, new URL(answer.headers.get('location') ?? '', world.url).pathname]).toEqual([
    308,
    '/api/1/organizations/opera/',
  ])
})

test.each([
  [[' Aaa bBB $$ $$-µ  '], ['aaa-bbb-u']],
  [['Musées', 'musees', 'MUSÉES'], ['musees']],
  [
    ['zèbre', 'arts', 'musée'],
    ['arts', 'musee', 'zebre'],
  ],
  ['musée, théâtre,arts', ['arts', 'musee', 'theatre']],
  [['a'.repeat(96)], ['a'.repeat(96)]],
  [['abc'], ['abc']],
  [[], []],
])('the tags %j are kept as %j', async (tags, kept) => {
  expect((await newDataset(owner(), { tags })).tags).toEqual(kept)
})

test.each([[['a']], [['a'.repeat(97)]], [['  é  ']], [['musees', 'x']], ['musees,x']])(
  'the tags %j are refused on their field',
  async (tags) => {
    const answer = await owner().call('POST', '/api/1/datasets/', { title: 'T', description: 'D', tags })
    expect([answer.status, Object.keys(answer.json.errors)]).toEqual([400, ['tags']])
  },
)

let links: string
beforeAll(async () => {
  links = `/api/1/datasets/${(await newDataset(owner())).id}/resources/`
})

test.each([
  'http://www.example.org/a.csv',
  'https://www.example.org:8443/a.csv?x=1&y=%20#z',
  'ftp://ftp.example.org/a.csv',
  'ftps://ftp.example.org/a.csv',
  '//www.example.org/a.csv',
  'https://données.culture.fr/a.csv',
  'https://xn--donnes-fva.fr/a.csv',
  'https://someone:secret@www.example.org/a.csv',
  'http://93.184.216.34/a.csv',
  `https://www.example.org/${'a'.repeat(3_000)}`,
])('the address %s may be published', async (url) => {
  expect((await owner().call('POST', links, { ...LINK, url })).status).toBe(201)
})

test('an address is trimmed', async () => {
  expect((await bodyOf(owner().call('POST', links, { ...LINK, url: `  ${LINK.url}\n` }), 201)).url).toBe(LINK.url)
})

test.each([
  'www.example.org/a.csv',
  'javascript:alert(1)',
  'data:text/csv,a',
  'file:///etc/passwd',
  'mailto:a@example.org',
  'gopher://www.example.org/',
  'http://',
  'http://localhost/a.csv',
  'http://127.0.0.1:5432/',
  'http://[::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://224.0.0.1/',
  'http://0.0.0.0/',
  'http://255.255.255.0/',
  'http://intranet/a.csv',
  'https://www.example.notatld/a.csv',
  'https://www.exa mple.org/a.csv',
])('the address %s is refused', async (url) => {
  const answer = await owner().call('POST', links, { ...LINK, url })
  expect([answer.status, answer.json.errors.url]).toEqual([400, [expect.stringMatching(/\S/)]])
})
