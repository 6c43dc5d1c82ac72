import type { HealthCheck, HealthName, HealthState } from '@cimaise/client'
import { formatAgo, formatNumber, formatSize } from '../../../format.ts'
import { words } from '../../../language.ts'

type Facts = HealthCheck['facts']
interface CheckWords {
  title: string
  /** What was measured, in a sentence. */
  measured: (facts: Facts) => string
  /** What to do when it isn't well. */
  next: Partial<Record<HealthState, string>>
}

const n = (value: Facts[string] | undefined): number => Number(value ?? 0)
const num = (value: Facts[string] | undefined): string => formatNumber(n(value))
const date = (value: Facts[string] | undefined): string => formatAgo(String(value))

const fr: Record<HealthName, CheckWords> = {
  database: {
    title: 'Base de données',
    measured: (f) =>
      `PostgreSQL ${f.version} répond en ${num(f.ping_ms)}\u202fms. Elle pèse ${formatSize(n(f.size_bytes))}, avec ${num(f.connections)} connexions sur ${num(f.max_connections)}.`,
    next: {
      warning:
        'Elle répond lentement, ou ses connexions sont presque toutes prises : regardez la charge de la machine, puis max_connections.',
    },
  },
  migrations: {
    title: 'Schéma de la base',
    measured: (f) => `${num(f.applied)} étapes passées, la dernière est ${f.last}.`,
    next: {
      failing: 'Il manque des étapes : redémarrez le serveur, qui les passe.',
      warning: 'La base est plus récente que ce serveur : mettez-le à jour.',
    },
  },
  storage: {
    title: 'Fichiers',
    measured: (f) =>
      `${formatSize(Math.max(0, n(f.room_bytes)))} libres pour des fichiers de ${formatSize(n(f.max_upload_bytes))} au plus. ` +
      (f.quota_bytes === null ? 'Aucun quota.' : `Quota par producteur : ${formatSize(n(f.quota_bytes))}.`),
    next: {
      warning: 'Le plus gros fichier permis ne tiendrait pas : agrandissez le disque, ou baissez MAX_UPLOAD_BYTES.',
      failing: 'Plus aucun dépôt n’est accepté : libérez ou agrandissez le disque tout de suite.',
    },
  },
  engine: {
    title: 'Analyse des fichiers',
    measured: (f) =>
      `${num(f.busy)} analyse${n(f.busy) < 2 ? '' : 's'} en cours sur ${num(f.workers)}, ${num(f.waiting)} en attente, sur ce serveur.`,
    next: {
      warning:
        'Beaucoup de fichiers attendent : cela passe de soi-même, ou un fichier retient l’analyse (INSPECTION_TIMEOUT_SECONDS).',
    },
  },
  queue: {
    title: 'Tâches',
    measured: (f) =>
      `${num(f.due)} à faire` +
      (f.oldest_seconds === null ? '' : `, la plus ancienne depuis ${num(f.oldest_seconds)}\u202fs`) +
      `, ${num(f.failed)} en échec. ` +
      (f.last_run === null ? 'Aucune n’a encore été faite.' : `La dernière a commencé ${date(f.last_run)}.`),
    next: {
      warning: 'Lisez pourquoi dans Tâches, puis relancez ou abandonnez.',
      failing: 'Personne ne fait les tâches : vérifiez qu’un serveur tourne, et redémarrez-le.',
      unknown: 'La première a lieu dans la minute.',
    },
  },
  mail: {
    title: 'Messages',
    measured: (f) =>
      (f.last_sent === null ? 'Aucun message n’est encore parti. ' : `Le dernier est parti ${date(f.last_sent)}. `) +
      (n(f.failing) === 0
        ? 'Aucun n’attend après un échec.'
        : `${num(f.failing)} ${n(f.failing) < 2 ? 'attend' : 'attendent'} après un échec : ${f.error}`),
    next: { failing: 'Vérifiez SMTP_URL et le serveur de messagerie, puis relancez-les dans Tâches.' },
  },
  flows: {
    title: 'Flux',
    measured: (f) => `${num(f.active)} en marche, ${num(f.failing)} en échec, ${num(f.late)} en retard.`,
    next: { warning: 'Les producteurs sont prévenus. Chaque flux dit ce qui ne va pas.' },
  },
}

const en: Record<HealthName, CheckWords> = {
  database: {
    title: 'Database',
    measured: (f) =>
      `PostgreSQL ${f.version} answers in ${num(f.ping_ms)}\u202fms. It takes ${formatSize(n(f.size_bytes))}, with ${num(f.connections)} of ${num(f.max_connections)} connections.`,
    next: {
      warning:
        'It answers slowly, or nearly all its connections are taken: look at the machine’s load, then at max_connections.',
    },
  },
  migrations: {
    title: 'Schema of the database',
    measured: (f) => `${num(f.applied)} steps done, the last is ${f.last}.`,
    next: {
      failing: 'Steps are missing: start the server again, it does them.',
      warning: 'The database is newer than this server: update it.',
    },
  },
  storage: {
    title: 'Files',
    measured: (f) =>
      `${formatSize(Math.max(0, n(f.room_bytes)))} free for files of ${formatSize(n(f.max_upload_bytes))} at most. ` +
      (f.quota_bytes === null ? 'No quota.' : `Quota of a producer: ${formatSize(n(f.quota_bytes))}.`),
    next: {
      warning: 'The largest file that is allowed wouldn’t fit: enlarge the disk, or lower MAX_UPLOAD_BYTES.',
      failing: 'No file is taken any more: free or enlarge the disk at once.',
    },
  },
  engine: {
    title: 'Inspection of files',
    measured: (f) =>
      `${num(f.busy)} of ${num(f.workers)} inspections under way, ${num(f.waiting)} waiting, on this server.`,
    next: {
      warning: 'Many files wait: it passes by itself, or one file holds inspection back (INSPECTION_TIMEOUT_SECONDS).',
    },
  },
  queue: {
    title: 'Jobs',
    measured: (f) =>
      `${num(f.due)} to do` +
      (f.oldest_seconds === null ? '' : `, the oldest for ${num(f.oldest_seconds)}\u202fs`) +
      `, ${num(f.failed)} failed. ` +
      (f.last_run === null ? 'None was done yet.' : `The last one began ${date(f.last_run)}.`),
    next: {
      warning: 'Read why in Jobs, then try them again or give them up.',
      failing: 'Nobody does the jobs: see that a server runs, and start it again.',
      unknown: 'The first one comes within a minute.',
    },
  },
  mail: {
    title: 'Messages',
    measured: (f) =>
      (f.last_sent === null ? 'No message was sent yet. ' : `The last one left ${date(f.last_sent)}. `) +
      (n(f.failing) === 0
        ? 'None waits after a failure.'
        : `${num(f.failing)} ${n(f.failing) < 2 ? 'waits' : 'wait'} after a failure: ${f.error}`),
    next: { failing: 'Check SMTP_URL and the mail server, then try them again in Jobs.' },
  },
  flows: {
    title: 'Flows',
    measured: (f) => `${num(f.active)} active, ${num(f.failing)} failing, ${num(f.late)} late.`,
    next: { warning: 'Producers are told. Each flow says what is wrong.' },
  },
}

export const checkWords = words({ fr, en })

export const w = words({
  fr: {
    title: 'État du site',
    intro: 'Ce qui est mesuré, ce que cela veut dire et quoi faire. Cimaise ne sait rien de vos sauvegardes.',
    program: (version: string, node: string, since: string) => `Cimaise ${version}, Node ${node}, démarré ${since}.`,
    refresh: 'Mesurer de nouveau',
    jobs: 'Voir les tâches',
  },
  en: {
    title: 'Health of the site',
    intro: 'What is measured, what it means and what to do. Cimaise knows nothing of your backups.',
    program: (version: string, node: string, since: string) => `Cimaise ${version}, Node ${node}, started ${since}.`,
    refresh: 'Measure again',
    jobs: 'See the jobs',
  },
})
