import type { Text } from '../lib/text.ts'
import {
  BASE_PATHS,
  wholeIdOf,
  type Answer,
  type Answers,
  type Method,
  type Operation,
  type Route,
  type Surface,
} from './model.ts'
import { NAMES } from './names/index.ts'

/**
 * Every route that programs call, with udata's operation id where udata has it. Pages for people are left out, and the
 * documents themselves.
 */
export const operationsOf = (routes: Route[], answers: Record<Surface, Answers>): Operation[] =>
  routes.flatMap((route) => {
    if (OF_THE_API_ITSELF.test(route.url)) return []
    const surface = surfaceOf(route.url)
    const below = placeholders(route.url.slice(BASE_PATHS[surface].length))
    const name = KNOWN[surface].get(shapeOf(route.method, below))
    if (below.includes('*') || (!name && surface === 'own' && !below.startsWith('/api/'))) return []
    const path = name?.path ?? below
    const id = name?.id ?? madeUp(route.method, path)
    const answer = answers[surface][id] ?? usualAnswer(route)
    const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param ?? '')
    const tag = path.split('/').filter((part) => part !== 'api')[1] ?? surface
    const summary = name?.summary ?? { en: sentenceOf(id), fr: sentenceOf(id) }
    const takesFile = route.errors === 'upload'
    return [{ ...route, body: route.body ?? answer.body, surface, path, params, id, summary, tag, takesFile, answer }]
  })

const OF_THE_API_ITSELF = /^\/api\/([12]\/)?(swagger\.json|openapi\.json)?$/

const surfaceOf = (url: string): Surface => {
  if (url.startsWith('/api/1/')) return 'v1'
  return url.startsWith('/api/2/') ? 'v2' : 'own'
}

const placeholders = (url: string): string => url.replace(/:(\w+)/g, '{$1}')

/** Two spellings of one address are alike but for the names of their parameters. */
const shapeOf = (method: string, path: string): string => `${method.toUpperCase()} ${path.replace(/\{\w+\}/g, '{}')}`

const known = (surface: Surface) =>
  new Map(
    Object.entries(NAMES[surface]).map(([address, [id, en, fr]]) => {
      const [method = '', path = ''] = address.split(' ')
      return [shapeOf(method, path), { path, id, summary: { en, fr } }]
    }),
  )
const KNOWN = { v1: known('v1'), v2: known('v2'), own: known('own') }

/** An id of the same style for what udata doesn't have: `post_datasets_merge`. */
const madeUp = (method: string, path: string): string =>
  [method, ...path.split(/[/.-]/).filter((part) => part !== '' && !part.startsWith('{'))].join('_')

const sentenceOf = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('_', ' ')

const usualAnswer = ({ method }: Route): Answer => ({ status: method === 'delete' ? 204 : 200 })

/** The id that an operation has in the documents, by the route that serves it; null for pages. */
export const operationIdOf = (method: string, url: string): string | null => {
  const route = { ...PLAIN, method: method.toLowerCase() as Method, url }
  const [operation] = operationsOf([route], { v1: {}, v2: {}, own: {} })
  return operation ? wholeIdOf(operation) : null
}

const PLAIN = { query: undefined, body: undefined, access: 'everybody', errors: 'model', unmasked: false } as const

/** What an operation is called, by that id. */
export const operationWords = (id: string): Text => WORDS.get(id) ?? { fr: sentenceOf(id), en: sentenceOf(id) }

/** Ids of the operations whose name says so. */
export const operationsSaying = (says: (words: Text) => boolean): string[] =>
  [...WORDS].flatMap(([id, words]) => (says(words) ? id : []))

const WORDS = new Map(
  (['v1', 'v2', 'own'] as const).flatMap((surface) =>
    [...KNOWN[surface].values()].map(({ id, summary }) => [wholeIdOf({ id, surface }), summary] as const),
  ),
)
