import { DEFAULTS, KIND_DEFAULTS } from './defaults.rules.ts'
import { definitionProblems } from './definition.rules.ts'
import type { FlowDefinition } from '../model.ts'
import { invalidDefinition, type Problem } from './problems.rules.ts'
import { inOrderOf, shapeProblems, type Shape } from './shape.rules.ts'
import { sourceProblems } from './source.rules.ts'
import type { SourceSpec } from '../../sources/index.ts'
import { FlowSource } from './wire.source.ts'
import { FlowDefinitionModel } from './wire.definition.ts'

/** A definition as clients wrote it, whole and checked. Throws `Invalid`, with a sentence for each field. */
export const readDefinition = (json: unknown): FlowDefinition => {
  const read = tryDefinition(json)
  if ('problems' in read) throw invalidDefinition(read.problems)
  return read.definition
}

/** The same, with its problems instead of an error, for whoever has lines to give them. */
export const tryDefinition = (json: unknown): { definition: FlowDefinition } | { problems: Problem[] } => {
  const misshapen = shapeProblems(FlowDefinitionModel as Shape, json)
  if (misshapen.length > 0) return { problems: misshapen }
  // Its shape is that of a definition, whose defaults make it whole.
  const definition = withDefaults(renamed(json, toCamel) as Fields) as unknown as FlowDefinition
  const problems = definitionProblems(definition)
  return problems.length > 0 ? { problems } : { definition }
}

/** A definition as the wire and YAML have it, every field there and in its place. */
export const presentDefinition = (definition: FlowDefinition): object =>
  inOrderOf(FlowDefinitionModel as Shape, renamed(definition, toSnake)) as object

/** A source alone, to be tried before there is a definition. Throws `Invalid`, with a sentence for each field. */
export const readSource = (json: unknown): SourceSpec => {
  const misshapen = shapeProblems(FlowSource as Shape, json)
  const source = misshapen.length === 0 ? (ofKind(renamed(json, toCamel) as Fields) as SourceSpec) : undefined
  const problems = source ? sourceProblems(source) : misshapen
  if (!source || problems.length > 0) throw invalidDefinition(problems)
  return source
}

/** What a new definition is before anybody changes it. */
export const presentDefaults = (): { files: object; mirror: object; kinds: object } =>
  renamed({ ...DEFAULTS, kinds: KIND_DEFAULTS }, toSnake) as { files: object; mirror: object; kinds: object }

type Fields = { [name: string]: Fields }

const withDefaults = (given: Fields): object => {
  const schedule = given.schedule ? ofKind(given.schedule) : DEFAULTS.files.schedule
  const alerts = { ...DEFAULTS.files.alerts, ...given.alerts }
  if (String(given.kind) === 'mirror') return { ...DEFAULTS.mirror, ...given, schedule, alerts }
  const { selection, mapping, gates } = DEFAULTS.files
  return {
    ...{ ...DEFAULTS.files, ...given, schedule, alerts },
    source: ofKind(given.source),
    selection: { ...selection, ...given.selection },
    mapping: {
      ...{ ...mapping, ...given.mapping, dataset: ofKind(given.mapping?.dataset) },
      resource: { ...mapping.resource, ...given.mapping?.resource },
    },
    gates: { ...gates, ...given.gates, rows: { ...gates.rows, ...given.gates?.rows } },
  }
}

const ofKind = (given: Fields | undefined): object => ({
  ...KIND_DEFAULTS[String(given?.kind) as keyof typeof KIND_DEFAULTS],
  ...given,
})

/** Names of fields change case; those of quality's rules are names already. */
const renamed = (value: unknown, rename: (name: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [rename(name), name === 'rules' ? inner : renamed(inner, rename)]),
  )
}
const toCamel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
const toSnake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
