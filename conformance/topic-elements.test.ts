/** udata-api.md §3.3: what a topic is made of. */
import { expect, test } from 'vitest'
import { bodyOf, get, newDataset, read, UNKNOWN_ID, worldOfFile } from './datasets.kit.ts'
import { datasetRef, newDataservice, newReuse, newTopic } from './world-b.ts'

const world = worldOfFile()
interface Element {
  id: string
  title: string | null
  element: { class: string; id: string } | null
}
const newTopicPath = async (elements: object[] = []) =>
  `/api/2/topics/${(await newTopic(world.as.owner, { elements })).id}/`
const add = (path: string, body: unknown) => world.as.owner.call('POST', `${path}elements/`, body)
const added = (path: string, body: unknown): Promise<Element[]> => bodyOf(add(path, body), 201)
const list = async (path: string, query = ''): Promise<Element[]> =>
  (await read(world.as.anonymous, `${path}elements/?page_size=100&${query}`)).data
const titles = (elements: Element[]) => elements.map(({ title }) => title).sort()

test('an element has every key of udata’s', async () => {
  const dataset = await newDataset(world.as.owner)
  const path = await newTopicPath()
  const said = { title: 'Le fonds', description: 'Ce qui est là.', tags: ['une'], extras: { rang: 1 } }
  const [made] = await added(path, [{ ...said, element: datasetRef(dataset) }])
  expect(made).toMatchObject({ ...said, element: { class: 'Dataset', id: dataset.id } })
  expect(Object.keys(made!).sort()).toEqual(['description', 'element', 'extras', 'id', 'tags', 'title'])
})

test('an element needs a title or an object', async () => {
  const dataset = await newDataset(world.as.owner)
  const path = await newTopicPath()
  const made = await added(path, [{ title: 'À trouver' }, { element: datasetRef(dataset) }])
  expect(made).toMatchObject([{ title: 'À trouver', element: null }, { element: { id: dataset.id } }])
  expect((await read(world.as.anonymous, path)).elements.total).toBe(2)
})

test.each(['Dataset', 'Reuse', 'Dataservice'])('a %s', async (kind) => {
  const makers = { Dataset: newDataset, Reuse: newReuse, Dataservice: newDataservice }
  const { id } = await makers[kind as keyof typeof makers](world.as.owner)
  const [made] = await added(await newTopicPath(), [{ element: { class: kind, id } }])
  expect(made!.element).toEqual({ class: kind, id })
})

test.each([
  ['nothing', {}],
  ['a title of spaces', { title: '  ' }],
  ['an unknown object', { element: { class: 'Dataset', id: UNKNOWN_ID } }],
  ['an object of another class', { element: { class: 'Organization', id: UNKNOWN_ID } }],
])('%s is refused, and nothing is kept', async (_, wrong) => {
  const path = await newTopicPath()
  const answer = await add(path, [{ title: 'Juste' }, wrong])
  expect(answer.status).toBe(400)
  expect(Object.keys(answer.json.errors.at(-1)).length).toBeGreaterThan(0)
  expect(await list(path)).toEqual([])
})

test('elements come as a list', async () => {
  const path = await newTopicPath()
  for (const body of [{ title: 'Un' }, 'un']) expect((await add(path, body)).status).toBe(400)
})

test('a page, by words, tags and classes', async () => {
  const dataset = await newDataset(world.as.owner)
  const reuse = await newReuse(world.as.owner)
  const path = await newTopicPath([
    { title: 'Orgue', tags: ['musique', 'bois'], element: datasetRef(dataset) },
    { title: 'Cloche', tags: ['musique'], element: { class: 'Reuse', id: reuse.id } },
    { title: 'Silence', description: 'Rien à entendre.' },
  ])
  expect(await read(world.as.anonymous, `${path}elements/`)).toMatchObject({ page: 1, page_size: 20, total: 3 })
  expect(titles(await list(path, 'q=orgue'))).toEqual(['Orgue'])
  expect(titles(await list(path, 'tag=musique'))).toEqual(['Cloche', 'Orgue'])
  expect(titles(await list(path, 'tag=musique&tag=bois'))).toEqual(['Orgue'])
  expect(titles(await list(path, 'class=Dataset'))).toEqual(['Orgue'])
  expect(titles(await list(path, 'class=Reuse'))).toEqual(['Cloche'])
  expect(titles(await list(path, 'class=None'))).toEqual(['Silence'])
  expect(await read(world.as.anonymous, `${path}elements/?page_size=2&page=2`)).toMatchObject({
    total: 3,
    next_page: null,
    previous_page: expect.stringContaining('page=1'),
  })
})

test('an element changes; its topic does not, but is dated anew', async () => {
  const path = await newTopicPath()
  const other = await newTopic(world.as.owner)
  const [element] = await added(path, [{ title: 'Un', tags: ['une'], extras: { rang: 1 } }])
  const before = (await read(world.as.anonymous, path)).last_modified
  const body = { title: 'Deux', topic: other.id }
  const changed = await bodyOf(world.as.owner.call('PUT', `${path}elements/${element!.id}/`, body))
  expect(changed).toMatchObject({ id: element!.id, title: 'Deux', tags: ['une'], extras: { rang: 1 } })
  expect([titles(await list(path)), await list(`/api/2/topics/${other.id}/`)]).toEqual([['Deux'], []])
  expect((await read(world.as.anonymous, path)).last_modified > before).toBe(true)
})

test('an element is not changed into nothing', async () => {
  const path = await newTopicPath()
  const [element] = await added(path, [{ title: 'Un' }])
  const put = (body: object) => world.as.owner.call('PUT', `${path}elements/${element!.id}/`, body)
  expect((await put({ title: null })).status).toBe(400)
  expect((await put({ element: { class: 'Dataset', id: UNKNOWN_ID } })).status).toBe(400)
  expect(titles(await list(path))).toEqual(['Un'])
})

test('one is removed, then all', async () => {
  const path = await newTopicPath([{ title: 'Un' }, { title: 'Deux' }, { title: 'Trois' }])
  const [first] = await list(path)
  expect((await world.as.owner.call('DELETE', `${path}elements/${first!.id}/`)).status).toBe(204)
  expect(await list(path)).toHaveLength(2)
  expect((await world.as.owner.call('DELETE', `${path}elements/${first!.id}/`)).status).toBe(404)
  expect((await world.as.owner.call('DELETE', `${path}elements/`)).status).toBe(204)
  expect(await list(path)).toEqual([])
})

test('an element of another topic is not here', async () => {
  const path = await newTopicPath()
  const [element] = await added(await newTopicPath(), [{ title: 'Ailleurs' }])
  for (const method of ['PUT', 'DELETE']) {
    const answer = await world.as.owner.call(method, `${path}elements/${element!.id}/`, { title: 'Ici' })
    expect([method, answer.status]).toEqual([method, 404])
  }
})

test('an unknown topic has no elements', async () => {
  const path = `/api/2/topics/${UNKNOWN_ID}/elements/`
  expect((await get(world.as.anonymous, path)).status).toBe(404)
  expect((await world.as.owner.call('POST', path, [{ title: 'Un' }])).status).toBe(404)
})

test('datasets, in both versions, are found by their topic', async () => {
  const dataset = await newDataset(world.as.owner)
  const topic = await newTopic(world.as.owner, { elements: [{ element: datasetRef(dataset) }] })
  for (const version of [1, 2]) {
    const { data } = await read(world.as.anonymous, `/api/${version}/datasets/?topic=${topic.id}`)
    expect(data.map(({ id }: { id: string }) => id)).toEqual([dataset.id])
  }
})
