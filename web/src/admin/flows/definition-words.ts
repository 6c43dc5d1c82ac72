import type { FilesDefinition, FlowSource, GateAction, MirrorDefinition } from '@cimaise/client'
import { ACTIONS, RULES } from './words.ts'

/** `Bucket open-data de s3.exemple.fr, dans musees/`. */
export const sourceWords = (source: FlowSource): string => {
  if (source.kind === 's3') return `Bucket « ${source.bucket} » de ${hostOf(source.endpoint)}${inside(source.prefix)}`
  if (source.kind === 'web') return `${source.index ? 'Les fichiers que liste' : 'Le fichier de'} ${source.url}`
  if (source.kind === 'folder') return `Dossier « ${source.path || '/'} » de ce serveur`
  if (source.kind === 'inbox') return 'Boîte de dépôt'
  return `${source.kind.toUpperCase()} : ${source.user}@${source.host}${inside(source.folder)}`
}

const inside = (folder: string): string => (folder ? `, dans « ${folder} »` : '')
const hostOf = (address: string): string => {
  try {
    return new URL(address).host
  } catch {
    return address
  }
}

export const filesWords = ({ selection, mapping }: FilesDefinition): string => {
  const { identity } = mapping
  const one =
    identity.length > 0
      ? `un fichier pour chaque ${identity.map((name) => `{${name}}`).join(' et ')}`
      : 'un seul fichier'
  return `${selection.pattern} : ${one}`
}

/** The gates that are worth a line: what holds, what warns. */
export const gateWords = ({ gates }: FilesDefinition): string[] => {
  const { rows, rules } = gates
  const bounds = [
    rows.min_percent !== null && `perd plus de ${Math.abs(rows.min_percent)} % des lignes`,
    rows.max_percent !== null && `en gagne plus de ${rows.max_percent} %`,
    rows.minimum !== null && `en a moins de ${rows.minimum}`,
  ].filter((words) => words !== false)
  return [
    line('Quelque chose de sérieux', gates.blocker),
    line('Quelque chose à regarder', gates.warning),
    ...(bounds.length > 0 ? [line(`S’il ${bounds.join(', ')}`, rows.action)] : []),
    ...Object.entries(rules).map(([rule, action]) => line(RULES[rule] ?? rule, action)),
  ]
}
const line = (when: string, action: GateAction): string => `${when} : ${ACTIONS[action]}`

const BY = { organization: 'L’organisation', tag: 'Le mot-clé', topic: 'La thématique' }
export const mirrorWords = ({ server, perimeter }: MirrorDefinition): string =>
  `${BY[perimeter.by]} « ${perimeter.value} » de ${hostOf(server)}`
