type Json = Record<string, unknown>

/**
 * One JSON schema in Swagger 2.0's older words: no `const`, no `anyOf`, no type `null`. What can't be said there is
 * kept under `x-any-of`. Inner schemas are converted already.
 */
export const toSwagger2 = (schema: Json): Json => {
  const { anyOf, const: only, patternProperties, title: _title, ...rest } = schema
  if (Array.isArray(anyOf)) return choice(anyOf as Json[], rest)
  if (only !== undefined) return { ...rest, enum: [only] }
  if (patternProperties) return { ...rest, additionalProperties: Object.values(patternProperties)[0] ?? true }
  return rest
}

const choice = (options: Json[], rest: Json): Json => {
  const [first, ...others] = options.filter(({ type }) => type !== 'null')
  const nullable = others.length + 1 < options.length ? { 'x-nullable': true } : {}
  if (!first) return { ...rest, ...nullable }
  // Words beside a reference are not read.
  if (others.length === 0)
    return '$ref' in first ? { allOf: [first], ...nullable, ...rest } : { ...first, ...nullable, ...rest }
  return { ...rest, ...nullable, 'x-any-of': [first, ...others] }
}
