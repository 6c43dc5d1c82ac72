import type { FlowHealth, FlowRun, GateAction, Outcome, ResourceType } from '@cimaise/client'
import type { IconName } from '../../ui/icons.ts'
import { words } from '../../language.ts'
import { count } from '../words.ts'

/** What colours an icon; the word beside it says the same. */
export type Tone = 'success' | 'warning' | 'danger' | 'information' | 'quiet'
export type Mark = { word: string; icon: IconName; tone: Tone }

const health = words({
  fr: {
    failing: 'En échec',
    late: 'En retard',
    held: 'Retient des fichiers',
    never_run: 'Pas encore passé',
    ok: 'En marche',
    paused: 'En pause',
    draft: 'Brouillon',
  },
  en: {
    failing: 'Failing',
    late: 'Late',
    held: 'Holds files',
    never_run: 'Has not run yet',
    ok: 'Running',
    paused: 'Paused',
    draft: 'Draft',
  },
})

export const HEALTH: Record<FlowHealth, Mark> = {
  failing: { word: health.failing, icon: 'failed', tone: 'danger' },
  late: { word: health.late, icon: 'late', tone: 'warning' },
  held: { word: health.held, icon: 'held', tone: 'warning' },
  never_run: { word: health.never_run, icon: 'information', tone: 'information' },
  ok: { word: health.ok, icon: 'success', tone: 'success' },
  paused: { word: health.paused, icon: 'paused', tone: 'quiet' },
  draft: { word: health.draft, icon: 'edit', tone: 'quiet' },
}

export const needsSomebody = (health: FlowHealth): boolean => ['failing', 'late', 'held'].includes(health)

const outcomes = words({
  fr: {
    failed: ['échoué', 'échoués'],
    conflict: ['en conflit', 'en conflit'],
    held: ['retenu', 'retenus'],
    warned: ['publié, à regarder', 'publiés, à regarder'],
    published: ['publié', 'publiés'],
    vanished: ['disparu', 'disparus'],
    waiting: ['en attente', 'en attente'],
    unchanged: ['inchangé', 'inchangés'],
    ignored: ['ignoré', 'ignorés'],
  } satisfies Record<Outcome, string[]>,
  en: {
    failed: ['failed', 'failed'],
    conflict: ['in conflict', 'in conflict'],
    held: ['held', 'held'],
    warned: ['published, to look at', 'published, to look at'],
    published: ['published', 'published'],
    vanished: ['gone', 'gone'],
    waiting: ['waiting', 'waiting'],
    unchanged: ['unchanged', 'unchanged'],
    ignored: ['ignored', 'ignored'],
  },
})
const outcome = ([word = '', many = '']: string[], icon: IconName, tone: Tone) => ({ word, many, icon, tone })

export const OUTCOMES: Record<Outcome, Mark & { many: string }> = {
  failed: outcome(outcomes.failed, 'failed', 'danger'),
  conflict: outcome(outcomes.conflict, 'failed', 'danger'),
  held: outcome(outcomes.held, 'held', 'warning'),
  warned: outcome(outcomes.warned, 'warning', 'warning'),
  published: outcome(outcomes.published, 'success', 'success'),
  vanished: outcome(outcomes.vanished, 'remove', 'warning'),
  waiting: outcome(outcomes.waiting, 'late', 'information'),
  unchanged: outcome(outcomes.unchanged, 'information', 'quiet'),
  ignored: outcome(outcomes.ignored, 'information', 'quiet'),
}

/** Those that say something first, as the server orders decisions. */
export const OUTCOME_ORDER = Object.keys(OUTCOMES) as Outcome[]

const states = words({
  fr: {
    waiting: 'En attente',
    running: 'En cours',
    done: 'Terminé',
    failed: 'Échoué',
    canceled: 'Arrêté',
    cut: 'Interrompu',
  },
  en: {
    waiting: 'Waiting',
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    canceled: 'Stopped',
    cut: 'Interrupted',
  },
})

export const RUN_STATES: Record<FlowRun['state'], Mark> = {
  waiting: { word: states.waiting, icon: 'late', tone: 'information' },
  running: { word: states.running, icon: 'flow', tone: 'information' },
  done: { word: states.done, icon: 'success', tone: 'success' },
  failed: { word: states.failed, icon: 'failed', tone: 'danger' },
  canceled: { word: states.canceled, icon: 'remove', tone: 'quiet' },
  cut: { word: states.cut, icon: 'warning', tone: 'warning' },
}

export const TRIGGERS = words({
  fr: {
    schedule: 'à l’heure prévue',
    person: 'à la demande',
    event: 'sur événement',
    backfill: 'reprise de l’historique',
    retry: 'nouvel essai',
  } satisfies Record<FlowRun['trigger'], string>,
  en: {
    schedule: 'at its hour',
    person: 'on demand',
    event: 'on an event',
    backfill: 'history taken',
    retry: 'tried again',
  },
})

export const isOver = ({ state }: FlowRun): boolean => state !== 'waiting' && state !== 'running'

const progress = words({
  fr: {
    seen: (n: number) => count(n, 'fichier vu', 'fichiers vus'),
    done: (done: number, toDo: number) => `${done} sur ${count(toDo, 'à traiter', 'à traiter')}`,
  },
  en: {
    seen: (n) => count(n, 'file seen', 'files seen'),
    done: (done, toDo) => `${done} of ${count(toDo, 'to do', 'to do')}`,
  },
})

/** `3 fichiers vus, 1 sur 2 traité`. */
export const progressOf = ({ progress: { seen, done, to_do: toDo } }: FlowRun): string =>
  [progress.seen(seen), toDo > 0 && progress.done(done, toDo)].filter(Boolean).join(', ')

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

export const ACTIONS = words({
  fr: {
    publish: 'publier',
    warn: 'publier et prévenir',
    hold: 'retenir',
  } satisfies Record<GateAction, string>,
  en: {
    publish: 'publish',
    warn: 'publish and tell',
    hold: 'hold',
  },
})

/** What each rule looks for, as the beginning of a sentence. The first ones are offered to everybody. */
export const RULES: Record<string, string> = words({
  fr: {
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
  },
  en: {
    'schema-removed-column': 'If a column goes',
    'schema-renamed-column': 'If a column changes its name',
    'schema-retyped-column': 'If a column changes its type',
    'schema-added-column': 'If a column is added',
    'no-table-any-more': 'If the file is no table any more',
    'other-format': 'If the format, encoding or separator changes',
    'schema-reordered-columns': 'If the columns change their order',
    'distribution-break': 'If the values of a column change abruptly',
    'key-duplicates': 'If an identifier is there twice',
    'duplicate-rows': 'If rows are doubled',
    'truncated-by-tool': 'If the file seems cut',
    mojibake: 'If accents are broken',
    'html-or-error-page': 'If it is a web page',
    'leading-zero-commune': 'If commune codes lost their zero',
    'identifier-scientific': 'If identifiers are in scientific notation',
    nir: 'If there are social security numbers',
    'iban-or-card': 'If there are bank details',
    'personal-email': 'If there are personal addresses',
    'personal-phone': 'If there are mobile numbers',
  },
})
export const USUAL_RULES = [
  'schema-removed-column',
  'schema-renamed-column',
  'schema-retyped-column',
  'no-table-any-more',
]

type Secret = { label: string; hint?: string; long?: boolean; shown?: boolean; optional?: boolean }
const secrets = words({
  fr: {
    keyId: 'Identifiant de la clé',
    key: 'Clé secrète',
    session: 'Jeton de session',
    sessionHint: 'Seulement pour une clé temporaire.',
    user: 'Identifiant',
    password: 'Mot de passe',
    token: 'Jeton',
    tokenHint: 'Envoyé dans l’en-tête Authorization.',
    privateKey: 'Clé privée',
    privateKeyHint: 'Le texte entier, de BEGIN à END.',
    passphrase: 'Phrase secrète de la clé',
    passphraseHint: 'Si la clé privée en a une.',
    apiKey: 'Clé d’API',
    apiKeyHint: 'D’un compte qui peut écrire dans ce jeu de données.',
  },
  en: {
    keyId: 'Key ID',
    key: 'Secret key',
    session: 'Session token',
    sessionHint: 'Only for a temporary key.',
    user: 'User name',
    password: 'Password',
    token: 'Token',
    tokenHint: 'Sent in the Authorization header.',
    privateKey: 'Private key',
    privateKeyHint: 'The whole text, from BEGIN to END.',
    passphrase: 'Passphrase of the key',
    passphraseHint: 'If the private key has one.',
    apiKey: 'API key',
    apiKeyHint: 'Of an account that may write to this dataset.',
  },
})
export const SECRETS: Record<string, Secret> = {
  access_key_id: { label: secrets.keyId, shown: true },
  secret_access_key: { label: secrets.key },
  session_token: { label: secrets.session, hint: secrets.sessionHint, optional: true },
  username: { label: secrets.user, shown: true },
  password: { label: secrets.password },
  token: { label: secrets.token, hint: secrets.tokenHint },
  private_key: { label: secrets.privateKey, hint: secrets.privateKeyHint, long: true },
  passphrase: { label: secrets.passphrase, hint: secrets.passphraseHint, optional: true },
  api_key: { label: secrets.apiKey, hint: secrets.apiKeyHint },
}

export const RESOURCE_TYPES = words({
  fr: {
    main: 'Fichier principal',
    documentation: 'Documentation',
    update: 'Mise à jour',
    api: 'API',
    code: 'Code source',
    other: 'Autre',
  } satisfies Record<ResourceType, string>,
  en: {
    main: 'Main file',
    documentation: 'Documentation',
    update: 'Update',
    api: 'API',
    code: 'Source code',
    other: 'Other',
  },
})
