import type { DeskKind, DeskTask } from '@cimaise/client'
import type { IconName } from '../../ui/icons.ts'
import { formatDate } from '../../format.ts'
import { words } from '../../language.ts'

const w = words({
  fr: {
    verbs: {
      flow_failing: 'Réparer un flux',
      held: 'Décider d’un fichier en quarantaine',
      deposit: 'Publier ou abandonner un dépôt',
      publication: 'Relire ce qui attend votre accord',
      request: 'Répondre à une demande d’adhésion',
      invitation: 'Répondre à une invitation',
      transfer: 'Répondre à une proposition de transfert',
      discussion: 'Répondre à une discussion',
      key_expiring: 'Renouveler une clé d’API',
      flow_late: 'Vérifier un flux en retard',
      dataset_late: 'Mettre à jour des données en retard',
      link_broken: 'Réparer un lien',
    } satisfies Record<DeskKind, string>,
    until: (date: string) => `expire le ${date}`,
    quote: (title: string) => `«\u00a0${title}\u00a0»`,
  },
  en: {
    verbs: {
      flow_failing: 'Mend a flow',
      held: 'Decide about a file in quarantine',
      deposit: 'Publish a deposit or give it up',
      publication: 'Review what waits for your consent',
      request: 'Answer a membership request',
      invitation: 'Answer an invitation',
      transfer: 'Answer an offer of transfer',
      discussion: 'Answer a discussion',
      key_expiring: 'Renew an API key',
      flow_late: 'Look at a late flow',
      dataset_late: 'Update late data',
      link_broken: 'Mend a link',
    },
    until: (date: string) => `expires on ${date}`,
    quote: (title: string) => `“${title}”`,
  },
})

export const verbOf = ({ kind }: DeskTask): string => w.verbs[kind]

/** What it is about, and of whom; the verb alone is the link. */
export const detailsOf = ({ title, dataset, organization, about, until }: DeskTask): string[] => {
  const named = title ?? about?.title
  return [
    ...(named ? [named] : []),
    ...(dataset && dataset.title !== named ? [w.quote(dataset.title)] : []),
    ...(organization ? [organization.name] : []),
    ...(until ? [w.until(formatDate(until))] : []),
  ]
}

export const ICON_OF: Record<DeskKind, IconName> = {
  flow_failing: 'failed',
  held: 'held',
  deposit: 'information',
  publication: 'edit',
  request: 'bell',
  invitation: 'bell',
  transfer: 'bell',
  discussion: 'bell',
  key_expiring: 'locked',
  flow_late: 'late',
  dataset_late: 'late',
  link_broken: 'warning',
}

/** Where it is done. */
export const placeOf = (task: DeskTask): string => {
  const { dataset, organization, flow } = task
  const onDataset = (tab = ''): string => (dataset ? `/jeux/${dataset.id}${tab}` : '/')
  const inOrganization = (page: string): string => (organization ? `/organisations/${organization.slug}/${page}` : '/')
  const places: Record<DeskKind, () => string> = {
    flow_failing: () => `/flux/${flow?.slug ?? ''}`,
    flow_late: () => `/flux/${flow?.slug ?? ''}`,
    held: () => '/quarantaine',
    deposit: () => onDataset(),
    publication: () => inOrganization('publications'),
    request: () => inOrganization('membres'),
    invitation: () => '/compte/invitations',
    transfer: () => '/notifications',
    discussion: () => (dataset ? onDataset('/discussions') : inOrganization('discussions')),
    key_expiring: () => '/compte/cles',
    dataset_late: () => onDataset(),
    link_broken: () => onDataset(),
  }
  return places[task.kind]()
}
