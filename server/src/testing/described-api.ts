/** Holds real requests and answers against what `/api/openapi.json` says of them, key by key. */
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { anonymous, type Answer } from './test-app.ts'

type Json = Record<string, unknown>
interface Content {
  content?: { 'application/json'?: { schema: Json } }
}
interface DescribedOperation {
  operationId: string
  parameters: { name: string; in: string; required: boolean }[]
  requestBody?: Content
  responses: Record<string, Content>
}

export interface DescribedApi {
  /** The operation of a request, or undefined. */
  find(method: string, path: string): DescribedOperation | undefined
  /** What is wrong with an answer, nothing when it is as described. */
  wrongIn(method: string, path: string, answer: Pick<Answer, 'status' | 'json' | 'text'>): string[]
  /** What is wrong with a body that is sent: keys that aren't described are wrong too. */
  wrongInBody(operation: DescribedOperation, body: unknown): string[]
  /** Models of answers that no answer has shown yet. */
  unseen(): string[]
}

export const readDescribedApi = async (url: string): Promise<DescribedApi> => {
  const document = (await anonymous(url).call('GET', '/api/openapi.json')).json
  const paths = document.paths as Record<string, Record<string, DescribedOperation>>
  const models = document.components.schemas as Record<string, Json>
  const seen = new Set<string>()

  const find = (method: string, path: string) => {
    const wanted = path.split('?', 1)[0] ?? ''
    const here = Object.keys(paths)
      .filter((template) => paths[template]?.[method.toLowerCase()])
      .filter((template) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(wanted))
      .toSorted((a, b) => placeholders(a) - placeholders(b))
    return paths[here[0] ?? '']?.[method.toLowerCase()]
  }

  /** The schema with its models in place, refusing keys that it doesn't name. */
  const whole = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(whole)
    if (typeof schema !== 'object' || schema === null) return schema
    const { $ref } = schema as { $ref?: string }
    if ($ref) {
      const name = $ref.split('/').at(-1) ?? ''
      seen.add(name)
      return whole(models[name])
    }
    const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(value)]))
    return 'properties' in schema ? { ...inner, additionalProperties: false } : inner
  }

  const wrong = (content: Content | undefined, value: unknown): string[] => {
    const schema = content?.content?.['application/json']?.schema
    if (!schema) return []
    const errors = Compile(whole(schema) as TSchema).Errors(value) as Iterable<{
      instancePath: string
      message: string
      params: object
    }>
    return [...errors].map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }

  const answered = (names = new Set<string>(), from: unknown = responsesOf(paths)): Set<string> => {
    for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/(\w+)"/g))
      if (!names.has(name)) answered(names.add(name), models[name])
    return names
  }

  return {
    find,
    wrongIn: (method, path, { status, json, text }) => {
      const operation = find(method, path)
      if (!operation) return [`${method} ${path} is in no document`]
      const described = operation.responses[status]
      if (!described && status < 400) return [`${method} ${path} is not said to answer ${status}: ${text}`]
      return wrong(described ?? operation.responses.default, json)
    },
    wrongInBody: ({ requestBody }, body) => wrong(requestBody, body),
    unseen: () => [...answered()].filter((name) => !seen.has(name)),
  }
}

const placeholders = (template: string): number => template.split('{').length

const responsesOf = (paths: Record<string, Record<string, DescribedOperation>>) =>
  Object.values(paths).flatMap((methods) => Object.values(methods).map(({ responses }) => responses))
