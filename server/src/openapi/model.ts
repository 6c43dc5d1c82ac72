import type { TSchema } from 'typebox'
import type { ErrorShape } from '../http/index.ts'
import type { Text } from '../lib/text.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
export type Surface = 'v1' | 'v2' | 'own'

/** `METHOD /path/{parameter}/` → operation id, English sentence, French sentence. */
export type Names = Record<string, readonly [id: string, en: string, fr: string]>

/** What an operation answers when all goes well; a schema with a title is a model, named by it in the documents. */
export interface Answer {
  status: number
  schema?: TSchema
  /** Other answers that aren't failures, by status. */
  also?: Record<number, TSchema>
  /** When it isn't JSON. */
  mediaType?: string
  /** Of the request, where the route checks it by hand. */
  body?: TSchema
}

/** By operation id. */
export type Answers = Record<string, Answer>

/** A route as Fastify knows it, in our words. */
export interface Route {
  method: Method
  url: string
  query: TSchema | undefined
  body: TSchema | undefined
  access: 'everybody' | 'signed-in' | 'site-admin'
  errors: ErrorShape
  unmasked: boolean
}

/** A route with its name and its answer: what the documents are written from. */
export interface Operation extends Omit<Route, 'url'> {
  surface: Surface
  /** Below the surface's base path, `/datasets/{dataset}/`. */
  path: string
  /** The path's parameters. */
  params: string[]
  id: string
  summary: Text
  /** The first word of the path. */
  tag: string
  /** The body is a form with a file in it. */
  takesFile: boolean
  answer: Answer
}

export const BASE_PATHS: Record<Surface, string> = { v1: '/api/1', v2: '/api/2', own: '' }

/** An operation's name among all of them: v1 and v2 have some of the same id. */
export const wholeIdOf = ({ id, surface }: Pick<Operation, 'id' | 'surface'>): string =>
  surface === 'v2' ? `${id}_v2` : id
