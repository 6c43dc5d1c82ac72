import type { FlowHealth, FlowRun, GateAction, Outcome, ResourceType } from '@cimaise/client'
import type { IconName } from '../../ui/icons.ts'
import { count } from '../words.ts'

/** What colours an icon; the word beside it says the same. */
export type Tone = 'success' | 'warning' | 'danger' | 'information' | 'quiet'
export type Mark = { word: string; icon: IconName; tone: Tone }

export const HEALTH: Record<FlowHealth, Mark> = {
  failing: { word: 'En échec', icon: 'failed', tone: 'danger' },
  late: { word: 'En retard', icon: 'late', tone: 'warning' },
  held: { word: 'Retient des fichiers', icon: 'held', tone: 'warning' },
  never_run: { word: 'Pas encore passé', icon: 'information', tone: 'information' },
  ok: { word: 'En marche', icon: 'success', tone: 'success' },
  paused: { word: 'En pause', icon: 'paused', tone: 'quiet' },
  draft: { word: 'Brouillon', icon: 'edit', tone: 'quiet' },
}

export const needsSomebody = (health: FlowHealth): boolean => ['failing', 'late', 'held'].includes(health)

export const OUTCOMES: Record<Outcome, Mark & { many: string }> = {
  failed: { word: 'échoué', many: 'échoués', icon: 'failed', tone: 'danger' },
  conflict: { word: 'en conflit', many: 'en conflit', icon: 'failed', tone: 'danger' },
  held: { word: 'retenu', many: 'retenus', icon: 'held', tone: 'warning' },
  warned: { word: 'publié, à regarder', many: 'publiés, à regarder', icon: 'warning', tone: 'warning' },
  published: { word: 'publié', many: 'publiés', icon: 'success', tone: 'success' },
  vanished: { word: 'disparu', many: 'disparus', icon: 'remove', tone: 'warning' },
  waiting: { word: 'en attente', many: 'en attente', icon: 'late', tone: 'information' },
  unchanged: { word: 'inchangé', many: 'inchangés', icon: 'information', tone: 'quiet' },
  ignored: { word: 'ignoré', many: 'ignorés', icon: 'information', tone: 'quiet' },
}

/** Those that say something first, as the server orders decisions. */
export const OUTCOME_ORDER = Object.keys(OUTCOMES) as Outcome[]

export const RUN_STATES: Record<FlowRun['state'], Mark> = {
  waiting: { word: 'En attente', icon: 'late', tone: 'information' },
  running: { word: 'En cours', icon: 'flow', tone: 'information' },
  done: { word: 'Terminé', icon: 'success', tone: 'success' },
  failed: { word: 'Échoué', icon: 'failed', tone: 'danger' },
  canceled: { word: 'Arrêté', icon: 'remove', tone: 'quiet' },
  cut: { word: 'Interrompu', icon: 'warning', tone: 'warning' },
}

export const TRIGGERS: Record<FlowRun['trigger'], string> = {
  schedule: 'à l’heure prévue',
  person: 'à la demande',
  event: 'sur événement',
  backfill: 'reprise de l’historique',
  retry: 'nouvel essai',
}

export const isOver = ({ state }: FlowRun): boolean => state !== 'waiting' && state !== 'running'

/** `3 fichiers vus, 1 sur 2 traité`. */
export const progressOf = ({ progress: { seen, done, to_do: toDo } }: FlowRun): string =>
  [count(seen, 'fichier vu', 'fichiers vus'), toDo > 0 && `${done} sur ${count(toDo, 'à traiter', 'à traiter')}`]
    .filter(Boolean)
    .join(', ')

/** `4 s`, `2 min 05 s`. */
export const durationOf = (milliseconds: number): string => {
  if (milliseconds < 1_000) return `${milliseconds}\u202fms`
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 60) return `${seconds}\u202fs`
  const rest = String(seconds % 60).padStart(2, '0')
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)}\u202fmin ${rest}\u202fs`
    : `${Math.floor(seconds / 3_600)}\u202fh ${String(Math.floor((seconds % 3_600) / 60)).padStart(2, '0')}`
}

export const ACTIONS: Record<GateAction, string> = {
  publish: 'publier',
  warn: 'publier et prévenir',
  hold: 'retenir',
}

/** What each rule looks for, as the beginning of a sentence. The first ones are offered to everybody. */
export const RULES: Record<string, string> = {
  'schema-removed-column': 'Si une colonne disparaît',
  'schema-renamed-column': 'Si une colonne change de nom',
  'schema-retyped-column': 'Si une colonne change de type',
  'schema-added-column': 'Si une colonne s’ajoute',
  'no-table-any-more': 'Si le fichier n’est plus un tableau',
  'other-format': 'Si le format, l’encodage ou le séparateur change',
  'schema-reordered-columns': 'Si les colonnes changent d’ordre',
  'distribution-break': 'Si les valeurs d’une colonne changent brusquement',
  'key-duplicates': 'Si un identifiant est présent deux fois',
  'duplicate-rows': 'Si des lignes sont en double',
  'truncated-by-tool': 'Si le fichier semble tronqué',
  mojibake: 'Si des accents sont corrompus',
  'html-or-error-page': 'Si c’est une page web',
  'leading-zero-commune': 'Si des codes commune ont perdu leur zéro',
  'identifier-scientific': 'Si des identifiants sont en notation scientifique',
  nir: 'S’il y a des numéros de sécurité sociale',
  'iban-or-card': 'S’il y a des coordonnées bancaires',
  'personal-email': 'S’il y a des adresses personnelles',
  'personal-phone': 'S’il y a des numéros de mobile',
}
export const USUAL_RULES = [
  'schema-removed-column',
  'schema-renamed-column',
  'schema-retyped-column',
  'no-table-any-more',
]

export const SECRETS: Record<
  string,
  { label: string; hint?: string; long?: boolean; shown?: boolean; optional?: boolean }
> = {
  access_key_id: { label: 'Identifiant de la clé', shown: true },
  secret_access_key: { label: 'Clé secrète' },
  session_token: { label: 'Jeton de session', hint: 'Seulement pour une clé temporaire.', optional: true },
  username: { label: 'Identifiant', shown: true },
  password: { label: 'Mot de passe' },
  token: { label: 'Jeton', hint: 'Envoyé dans l’en-tête Authorization.' },
  private_key: { label: 'Clé privée', hint: 'Le texte entier, de BEGIN à END.', long: true },
  passphrase: { label: 'Phrase secrète de la clé', hint: 'Si la clé privée en a une.', optional: true },
  api_key: { label: 'Clé d’API', hint: 'D’un compte qui peut écrire dans ce jeu de données.' },
}

export const RESOURCE_TYPES: Record<ResourceType, string> = {
  main: 'Fichier principal',
  documentation: 'Documentation',
  update: 'Mise à jour',
  api: 'API',
  code: 'Code source',
  other: 'Autre',
}
