import type { Text } from '../lib/text.ts'
import type { HostedResource } from '../catalog/index.ts'
import type { Db } from '../db/index.ts'
import { failureText } from '../outgoing/index.ts'
import { TOO_LARGE } from './ask-link.ts'
import { availabilityOf } from './changes.rules.ts'
import { checksHere } from './crawler.ts'
import type { Link, LinkCheck } from './model.ts'
import type { Crawled } from './readings.ts'
import { selectChecks, selectPositionInQueue } from './store.readings.ts'

export type StageState = 'done' | 'running' | 'waiting' | 'failed' | 'skipped'

export interface Stage {
  code: string
  label: Text
  state: StageState
}

/** How far a file or a link is, for people. */
export interface CrawlState {
  status: string | null
  statusSince: Date
  positionInQueue: number | null
  summary: Text
  stages: Stage[]
  lastCheck: LinkCheck | undefined
  errors: Text[]
}

/** What was done with a file or a link, what is being done, and what went wrong. */
export const findCrawlState = async (db: Db, { resource, link }: Crawled): Promise<CrawlState> => {
  if (resource.filetype === 'file') return stateOfFile(resource)
  const [check] = await selectChecks(db, resource, 1)
  if (!link || !checksHere()) return { ...NOT_OURS, statusSince: resource.lastModified, lastCheck: check }
  const positionInQueue = await selectPositionInQueue(db, link)
  return {
    status: link.status,
    statusSince: link.statusSince,
    positionInQueue,
    summary: summaryOf(link, check, positionInQueue),
    stages: stagesOf(link, check),
    lastCheck: check,
    errors: errorsOf(check),
  }
}

/** A file that we hold was looked at before it was published: everything is done, or said. */
const stateOfFile = ({ analysisExtras, lastModified }: HostedResource): CrawlState => {
  const problem = analysisExtras['analysis:parsing:error']
  const rows = analysisExtras['analysis:parsing:total_lines']
  const failed = typeof problem === 'string'
  const table = failed ? 'failed' : typeof rows === 'number' ? 'done' : 'skipped'
  return {
    status: null,
    statusSince: lastModified,
    positionInQueue: null,
    summary: SUMMARIES[table],
    stages: [
      { code: 'received', label: { fr: 'Fichier reçu', en: 'File received' }, state: 'done' },
      {
        code: 'inspected',
        label: { fr: 'Format et contenu regardés', en: 'Format and content looked at' },
        state: 'done',
      },
      { code: 'table', label: { fr: 'Tableau lu', en: 'Table read' }, state: table },
      { code: 'published', label: { fr: 'Version publiée', en: 'Version published' }, state: 'done' },
    ],
    lastCheck: undefined,
    errors: failed ? [{ fr: problem, en: problem }] : [],
  }
}

const SUMMARIES = {
  done: { fr: 'Le fichier est publié et son tableau est lu.', en: 'The file is published and its table was read.' },
  failed: {
    fr: 'Le fichier est publié ; son tableau n’a pas pu être lu.',
    en: 'The file is published; its table could not be read.',
  },
  skipped: {
    fr: 'Le fichier est publié ; il ne contient pas de tableau.',
    en: 'The file is published; it holds no table.',
  },
}

const NOT_OURS = {
  status: null,
  positionInQueue: null,
  summary: {
    fr: 'Ce site ne vérifie pas les liens lui-même.',
    en: 'This site does not check links by itself.',
  },
  stages: [],
  errors: [],
}

const summaryOf = (link: Link, check: LinkCheck | undefined, position: number | null): Text => {
  if (link.status === 'BACKOFF')
    return {
      fr: 'Le site demande qu’on le laisse tranquille : le lien sera vérifié plus tard.',
      en: 'The site asks to be left alone: the link will be checked later.',
    }
  if (link.status !== null) return { fr: 'Le lien est en cours de vérification.', en: 'The link is being checked.' }
  if (position !== null && link.priority)
    return {
      fr: `Le lien attend sa vérification (place ${position} dans la file) : une minute environ.`,
      en: `The link waits for its check (place ${position} in the queue): about a minute.`,
    }
  if (!check) return { fr: 'Le lien n’a pas encore été vérifié.', en: 'The link was not checked yet.' }
  if (availabilityOf(check.status)) return { fr: 'Le lien répond.', en: 'The link answers.' }
  return check.status === 429
    ? {
        fr: 'Le site limite les visites : on ne sait pas si le lien répond.',
        en: 'The site limits visits: whether the link answers is unknown.',
      }
    : { fr: 'Le lien ne répond pas.', en: 'The link does not answer.' }
}

const stagesOf = (link: Link, check: LinkCheck | undefined): Stage[] => {
  const [visited, read] = statesOf(link, check)
  return [
    { code: 'visited', label: { fr: 'Adresse visitée', en: 'Address visited' }, state: visited },
    { code: 'read', label: { fr: 'Changement recherché', en: 'Change looked for' }, state: read },
  ]
}

const statesOf = ({ status }: Link, check: LinkCheck | undefined): [StageState, StageState] => {
  if (status === 'CRAWLING_URL') return ['running', 'waiting']
  if (status !== null && status !== 'BACKOFF') return ['done', 'running']
  if (!check) return ['waiting', 'waiting']
  if (!availabilityOf(check.status)) return ['failed', 'skipped']
  return ['done', check.content.error === null ? 'done' : 'failed']
}

const errorsOf = (check: LinkCheck | undefined): Text[] => {
  if (!check) return []
  const { status, reason, content } = check
  if (reason) return [failureText(reason)]
  if (!availabilityOf(status)) return [{ fr: `Le site a répondu ${status}.`, en: `The site answered ${status}.` }]
  if (content.error === null) return []
  return [content.error === TOO_LARGE ? TOO_LARGE_TO_READ : NOT_READ]
}

const TOO_LARGE_TO_READ = {
  fr: 'Le fichier est trop gros pour être lu : ses changements sont vus par sa date et sa taille seulement.',
  en: 'The file is too large to be read: its changes are seen by its date and size only.',
}
const NOT_READ = {
  fr: 'Le contenu n’a pas pu être lu : ses changements sont vus par sa date et sa taille seulement.',
  en: 'The content could not be read: its changes are seen by its date and size only.',
}
