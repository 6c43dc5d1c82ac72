import { Document, isMap, isPair, Scalar } from 'yaml'
import { presentDefinition } from './wire.reading.ts'
import type { WrittenFlow } from '../model.ts'

/**
 * A flow as YAML, with what each block is in words; `parseFlows` reads the same flow from it. Of its secrets there are
 * names only, in a comment.
 */
export const writeFlow = ({ slug, name, definition }: WrittenFlow, secretNames: string[] = []): string => {
  const fields = presentDefinition(definition) as Record<string, unknown>
  const order = ['kind', ...Object.keys(COMMENTS).filter((field) => field in fields)]
  const document = new Document(
    { slug, name, ...Object.fromEntries(order.map((field) => [field, fields[field]])) },
    // Two blocks that are alike are two blocks: people change one.
    { aliasDuplicateObjects: false },
  )
  document.commentBefore = HEAD
  comment(document, secretNames)
  return document.toString({ lineWidth: 0 })
}

const comment = (document: Document, secretNames: string[]): void => {
  if (!isMap(document.contents)) return
  for (const pair of document.contents.items) {
    const key: unknown = isPair(pair) ? pair.key : null
    const words = key instanceof Scalar ? COMMENTS[String(key.value)] : undefined
    if (!(key instanceof Scalar) || words === undefined) continue
    const secrets = key.value === 'source' && secretNames.length > 0 ? [secretsOf(secretNames)] : []
    key.commentBefore = [...words, ...secrets].map((line) => ` ${line}`).join('\n')
    key.spaceBefore = true
  }
}

const HEAD = ' Un flux de Cimaise. « cimaise flow apply -f » le crée ou le change, d’après son « slug ».'

const secretsOf = (names: string[]): string => `Identifiants enregistrés, jamais écrits ici : ${names.join(', ')}.`

/** Before each block, in the order they are written. */
const COMMENTS: Record<string, string[]> = {
  source: ['D’où viennent les fichiers.'],
  server: ['Le serveur dont le catalogue est copié.'],
  perimeter: ['Quels jeux de données : ceux d’une organisation, d’un mot-clé ou d’un thème.'],
  files: ['« copy » : leurs fichiers sont copiés ici ; « link » : des liens y mènent.'],
  selection: [
    'Quels fichiers de la source : {annee} est une partie du nom, * tout sauf une barre oblique, ** tout.',
    'Un nouveau fichier attend « settle_seconds » secondes sans changer avant d’être pris.',
  ],
  mapping: [
    'Ce qu’ils deviennent. « identity » : les parties du nom qui distinguent un fichier d’un autre.',
    '« several » : deux noms pour une identité, une erreur (fail) ou le plus récent (latest).',
    '« vanished » : un fichier qui n’est plus à la source reste (keep), est archivé (archive) ou signalé (alert).',
  ],
  owns: ['Ce que le flux écrit en plus des fichiers et des dates, tant que personne ne le reprend.'],
  schedule: ['Quand : minutes, heures, jours, mois, jours de la semaine pour « cron ».'],
  gates: [
    'Ce qui empêche de publier : publish publie, warn publie et prévient, hold retient le fichier.',
    '« rules » nomme des règles ; « rows » compare les lignes à la version courante, en pour cent.',
  ],
  expected_days: [
    'Jours sans nouveau fichier avant de prévenir ; null : ce que promet la fréquence du jeu de données.',
  ],
  alerts: ['Qui est prévenu d’un échec et d’un retour à la normale.'],
  destination: ['Où vont les fichiers : ici, ou vers un autre serveur udata.'],
}
