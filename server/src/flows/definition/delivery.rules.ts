import { CONTENT_RULES } from '../../analysis/index.ts'
import type { Text } from '../../lib/text.ts'
import { CONSISTENCY_RULES, METADATA_RULES, PLACED_FILE_RULES } from '../../quality/index.ts'
import { COMPARISON_RULES } from '../../versions/index.ts'
import { GATE_RULES } from '../runs/gates.rules.ts'
import type { FilesDefinition, FlowDefinition } from '../model.ts'
import { nearestOf } from './nearest.rules.ts'
import type { Problem } from './problems.rules.ts'
import { addressProblem } from './source.rules.ts'

/** What doesn't hold of the way out: gates, who is told, where the files go. */
export const deliveryProblems = (definition: FlowDefinition): Problem[] => {
  const { mails, webhooks } = definition.alerts
  return [
    ...(definition.kind === 'files' ? [...gateProblems(definition), ...destinationProblems(definition)] : []),
    ...mails.flatMap((mail, at) => (isMail(mail) ? [] : [{ path: ['alerts', 'mails', at], text: NOT_A_MAIL }])),
    ...webhooks.flatMap((address, at) => {
      const text = addressProblem(address)
      return text ? [{ path: ['alerts', 'webhooks', at], text }] : []
    }),
  ]
}

/** Every name that a finding or a gate may have. */
export const RULE_NAMES: string[] = [
  ...new Set([
    ...Object.values(GATE_RULES),
    ...COMPARISON_RULES,
    ...CONTENT_RULES,
    ...[...CONSISTENCY_RULES, ...PLACED_FILE_RULES, ...METADATA_RULES].map(({ id }) => id),
  ]),
]

const gateProblems = ({ gates }: FilesDefinition): Problem[] =>
  Object.keys(gates.rules)
    .filter((rule) => !RULE_NAMES.includes(rule))
    .map((rule) => ({ path: ['gates', 'rules', rule], text: unknownRule(rule) }))

const destinationProblems = ({ destination, mapping }: FilesDefinition): Problem[] => {
  if (destination.kind === 'here') return []
  const text = addressProblem(destination.server)
  return [
    ...(text ? [{ path: ['destination', 'server'], text }] : []),
    ...(mapping.dataset.kind === 'template' ? [{ path: ['mapping', 'dataset'], text: ELSEWHERE }] : []),
  ]
}

const isMail = (mail: string): boolean => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(mail)

const NOT_A_MAIL: Text = {
  fr: 'Une adresse mail est attendue, par exemple equipe@exemple.fr.',
  en: 'Expecting a mail address, for example team@example.org.',
}
const ELSEWHERE: Text = {
  fr: 'Un flux vers un autre serveur alimente un jeu de données qui y existe déjà : mettez « kind: existing » et son identifiant.',
  en: 'A flow to another server feeds a dataset that is there already: put “kind: existing” and its id.',
}
const unknownRule = (rule: string): Text => {
  const meant = nearestOf(rule, RULE_NAMES)
  return {
    fr: `« ${rule} » n’est pas une règle connue${meant === null ? '.' : ` : vouliez-vous écrire « ${meant} » ?`}`,
    en: `“${rule}” is not a known rule${meant === null ? '.' : `: did you mean “${meant}”?`}`,
  }
}
