import type { FilesDefinition, FlowSource, GateAction, MirrorDefinition } from '@cimaise/client'
import { words } from '../../language.ts'
import { ACTIONS, RULES } from './words.ts'

const w = words({
  fr: {
    bucket: (name: string, host: string) => `Bucket «\u00a0${name}\u00a0» de ${host}`,
    listed: (url: string) => `Les fichiers que liste ${url}`,
    one: (url: string) => `Le fichier de ${url}`,
    folder: (path: string) => `Dossier «\u00a0${path}\u00a0» de ce serveur`,
    inbox: 'Boîte de dépôt',
    inside: (folder: string) => `, dans «\u00a0${folder}\u00a0»`,
    colon: '\u202f:',
    each: (parts: string[]) => `un fichier pour chaque ${parts.join(' et ')}`,
    single: 'un seul fichier',
    blocker: 'Quelque chose de sérieux',
    warning: 'Quelque chose à regarder',
    loses: (percent: number) => `perd plus de ${percent}\u202f% des lignes`,
    gains: (percent: number) => `en gagne plus de ${percent}\u202f%`,
    fewer: (rows: number) => `en a moins de ${rows}`,
    ifIt: (what: string) => `S’il ${what}`,
    mirror: {
      organization: (value: string, host: string) => `L’organisation «\u00a0${value}\u00a0» de ${host}`,
      tag: (value: string, host: string) => `Le mot-clé «\u00a0${value}\u00a0» de ${host}`,
      topic: (value: string, host: string) => `La thématique «\u00a0${value}\u00a0» de ${host}`,
    },
  },
  en: {
    bucket: (name, host) => `Bucket “${name}” of ${host}`,
    listed: (url) => `The files that ${url} lists`,
    one: (url) => `The file at ${url}`,
    folder: (path) => `Folder “${path}” of this server`,
    inbox: 'Drop box',
    inside: (folder) => `, in “${folder}”`,
    colon: ':',
    each: (parts) => `a file for each ${parts.join(' and ')}`,
    single: 'a single file',
    blocker: 'Something serious',
    warning: 'Something to look at',
    loses: (percent) => `loses more than ${percent}% of its rows`,
    gains: (percent) => `gains more than ${percent}%`,
    fewer: (rows) => `has fewer than ${rows}`,
    ifIt: (what) => `If it ${what}`,
    mirror: {
      organization: (value, host) => `The organization “${value}” of ${host}`,
      tag: (value, host) => `The tag “${value}” of ${host}`,
      topic: (value, host) => `The topic “${value}” of ${host}`,
    },
  },
})

/** `Bucket open-data de s3.exemple.fr, dans musees/`. */
export const sourceWords = (source: FlowSource): string => {
  if (source.kind === 's3') return w.bucket(source.bucket, hostOf(source.endpoint)) + inside(source.prefix)
  if (source.kind === 'web') return source.index ? w.listed(source.url) : w.one(source.url)
  if (source.kind === 'folder') return w.folder(source.path || '/')
  if (source.kind === 'inbox') return w.inbox
  return `${source.kind.toUpperCase()}${w.colon} ${source.user}@${source.host}${inside(source.folder)}`
}

const inside = (folder: string): string => (folder ? w.inside(folder) : '')
const hostOf = (address: string): string => {
  try {
    return new URL(address).host
  } catch {
    return address
  }
}

export const filesWords = ({ selection, mapping: { identity } }: FilesDefinition): string =>
  `${selection.pattern}${w.colon} ${identity.length > 0 ? w.each(identity.map((name) => `{${name}}`)) : w.single}`

/** The gates that are worth a line: what holds, what warns. */
export const gateWords = ({ gates }: FilesDefinition): string[] => {
  const { rows, rules } = gates
  const bounds = [
    rows.min_percent !== null && w.loses(Math.abs(rows.min_percent)),
    rows.max_percent !== null && w.gains(rows.max_percent),
    rows.minimum !== null && w.fewer(rows.minimum),
  ].filter((said) => said !== false)
  return [
    line(w.blocker, gates.blocker),
    line(w.warning, gates.warning),
    ...(bounds.length > 0 ? [line(w.ifIt(bounds.join(', ')), rows.action)] : []),
    ...Object.entries(rules).map(([rule, action]) => line(RULES[rule] ?? rule, action)),
  ]
}
const line = (when: string, action: GateAction): string => `${when}${w.colon} ${ACTIONS[action]}`

export const mirrorWords = ({ server, perimeter }: MirrorDefinition): string =>
  w.mirror[perimeter.by](perimeter.value, hostOf(server))
