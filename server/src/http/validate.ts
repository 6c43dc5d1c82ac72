import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Invalid, type FieldErrors, invalidFields } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { checkStorable } from './storable.rules.ts'

interface SchemaError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
}

/**
 * The body of a request, checked against the schema of its route (`schema.body`): called after the rights, so that
 * who may not write learns nothing of what would be accepted. Unknown fields are left in and ignored by the reader.
 */
export const readBody = <T>(request: FastifyRequest): T => {
  const schema = request.routeOptions.schema?.body as TSchema | undefined
  if (!schema) throw new Error(`${request.routeOptions.url} reads a body but declares none`)
  const body = request.body
  if (body === undefined || body === null || typeof body !== 'object')
    throw new Invalid(EXPECTING_JSON, { request: [EXPECTING_JSON] })
  const errors = errorsOf(schema, body)
  if (errors) throw invalidFields(errors)
  checkStorable(body, Array.isArray(body) ? undefined : namesOf(schema))
  return body as T
}

const EXPECTING_JSON: Text = { fr: 'Un objet JSON est attendu.', en: 'Expecting a JSON object.' }

/** The fields that the route knows; undefined when the schema takes any. */
const namesOf = (schema: TSchema): string[] | undefined => {
  const { properties } = schema as { properties?: object }
  return properties && Object.keys(properties)
}

const compiled = new WeakMap<TSchema, ReturnType<typeof Compile>>()

const errorsOf = (schema: TSchema, value: unknown): FieldErrors | undefined => {
  const check = compiled.get(schema) ?? Compile(schema)
  compiled.set(schema, check)
  if (check.Check(value)) return undefined
  const fields: FieldErrors = {}
  for (const error of check.Errors(value) as Iterable<SchemaError>) addError(fields, error)
  return fields
}

const addError = (fields: FieldErrors, error: SchemaError): void => {
  const path = error.instancePath.split('/').slice(1)
  const missing = error.keyword === 'required' ? (error.params.requiredProperties as string[]) : []
  const names = missing.length > 0 ? missing.map((name) => [...path, name]) : [path]
  for (const name of names) {
    // One sentence a top-level field is enough to act on, and keeps both of udata's shapes simple.
    const field = name[0] ?? 'request'
    if (!fields[field]) fields[field] = [sentenceOf(error)]
  }
}

const sentenceOf = ({ keyword, params }: SchemaError): Text => {
  switch (keyword) {
    case 'required':
      return { fr: 'Ce champ est obligatoire.', en: 'This field is required.' }
    case 'minLength':
    case 'minItems':
      return { fr: 'Ce champ ne peut pas être vide.', en: 'This field cannot be empty.' }
    case 'maxLength':
      return { fr: `${params.limit} caractères au plus.`, en: `At most ${params.limit} characters.` }
    case 'format':
      return { fr: 'Le format de cette valeur n’est pas reconnu.', en: 'This value is not in a known format.' }
    case 'enum':
    case 'const':
    case 'anyOf':
      return { fr: 'Cette valeur n’est pas acceptée.', en: 'This value is not accepted.' }
    default:
      return { fr: 'Cette valeur n’est pas du type attendu.', en: 'This value does not have the expected type.' }
  }
}
