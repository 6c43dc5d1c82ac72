import Type, { type TSchema } from 'typebox'

/** What is left out takes its default. */
export const optional = <S extends TSchema>(schema: S, fallback: unknown) =>
  Type.Optional({ ...schema, default: fallback } as S)
export const oneOf = <T extends string>(values: readonly T[], description?: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], ...(description ? { description } : {}) })
export const words = (description: string, maxLength = 1_000) => Type.String({ description, maxLength, minLength: 1 })
export const mayBeEmpty = (description: string, maxLength = 1_000) => Type.String({ description, maxLength })
export const EXACTLY = { additionalProperties: false }
export const pattern = (description: string) => words(description, 500)
