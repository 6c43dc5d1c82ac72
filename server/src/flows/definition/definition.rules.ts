import type { Text } from '../../lib/text.ts'
import { deliveryProblems } from './delivery.rules.ts'
import { mappingProblems } from './mapping-problems.rules.ts'
import type { FlowDefinition, Schedule, Selection } from '../model.ts'
import { compilePattern } from '../mapping/pattern.rules.ts'
import { invalidDefinition, problemsOf, type Problem } from './problems.rules.ts'
import { scheduleProblem } from './schedule.rules.ts'
import { addressProblem, sourceProblems } from './source.rules.ts'

/** Throws `Invalid`, with a sentence for each field, for a definition that could not work. */
export const checkDefinition = (definition: FlowDefinition): void => {
  const problems = definitionProblems(definition)
  if (problems.length > 0) throw invalidDefinition(problems)
}

/** What the shape of a definition can't say: words that must agree with others. */
export const definitionProblems = (definition: FlowDefinition): Problem[] => {
  const common = [...scheduleProblems(definition.schedule), ...deliveryProblems(definition)]
  if (definition.kind === 'mirror') {
    const text = addressProblem(definition.server)
    return [...(text ? [{ path: ['server'], text }] : []), ...common]
  }
  return [
    ...sourceProblems(definition.source),
    ...selectionProblems(definition.selection),
    ...mappingProblems(definition),
    ...common,
  ]
}

const WIRE_NAMES = { minutes: 'minutes', expression: 'expression', timeZone: 'time_zone' }
const scheduleProblems = (schedule: Schedule): Problem[] => {
  const problem = scheduleProblem(schedule)
  return problem ? [{ path: ['schedule', WIRE_NAMES[problem.field]], text: problem.text }] : []
}

const selectionProblems = ({ pattern, exclude, minBytes, maxBytes }: Selection): Problem[] => [
  ...problemsOf(['selection', 'pattern'], () => compilePattern(pattern)),
  ...exclude.flatMap((one, at) => problemsOf(['selection', 'exclude', at], () => compilePattern(one))),
  ...(minBytes !== null && maxBytes !== null && minBytes > maxBytes
    ? [{ path: ['selection', 'min_bytes'], text: UPSIDE_DOWN }]
    : []),
]

const UPSIDE_DOWN: Text = {
  fr: 'Le minimum dépasse le maximum : aucun fichier ne serait pris.',
  en: 'The minimum is more than the maximum: no file would be taken.',
}
