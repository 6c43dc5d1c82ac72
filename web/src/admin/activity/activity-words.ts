import type { ActivityBy, Activity } from '@cimaise/client'
import { words } from '../../language.ts'

export const w = words({
  fr: {
    title: 'Activité',
    waiting: 'Chargement de l’activité…',
    none: 'Rien encore.',
    noneBy: 'Rien de cette façon.',
    pages: 'Pages de l’activité',
    by: 'Fait par',
    hands: { all: 'Tous', people: 'Personnes', flow: 'Flux', api: 'API' } satisfies Record<ActivityBy | 'all', string>,
    via: {
      web: null,
      api: 'avec une clé d’API',
      program: 'par un programme',
      flow: 'par un flux automatique',
    } satisfies Record<Via, string | null>,
    nobody: 'Quelqu’un',
    changed: (fields: string) => `Modifié\u202f: ${fields}.`,
    about: (title: string) => `«\u00a0${title}\u00a0»`,
    done: {
      'dataset:created': 'a créé le jeu de données',
      'dataset:updated': 'a modifié les métadonnées',
      'dataset:deleted': 'a supprimé le jeu de données',
      'dataset:discussed': 'a participé à une discussion',
      'dataset:followed': 'suit le jeu de données',
      'dataset:resource:added': 'a ajouté un fichier',
      'dataset:resource:updated': 'a mis à jour un fichier',
      'dataset:resource:deleted': 'a retiré un fichier',
    } as Record<string, string>,
    fields: {
      title: 'titre',
      acronym: 'sigle',
      slug: 'adresse',
      description: 'description',
      description_short: 'description courte',
      tags: 'mots-clés',
      license: 'licence',
      frequency: 'fréquence',
      frequency_date: 'date de la prochaine mise à jour',
      temporal_coverage: 'période couverte',
      spatial: 'territoire',
      private: 'visibilité',
      archived: 'archivage',
      archived_at: 'archivage',
      deleted: 'suppression',
      organization: 'producteur',
      owner: 'producteur',
      contact_points: 'points de contact',
      badges: 'labels',
      extras: 'informations techniques',
      access_type: 'accès',
      schema: 'schéma',
      resources: 'fichiers',
      featured: 'mise en avant',
    } as Record<string, string>,
  },
  en: {
    title: 'Activity',
    waiting: 'Loading the activity…',
    none: 'Nothing yet.',
    noneBy: 'Nothing this way.',
    pages: 'Pages of the activity',
    by: 'Done by',
    hands: { all: 'All', people: 'People', flow: 'Flows', api: 'API' },
    via: { web: null, api: 'with an API key', program: 'through a program', flow: 'by an automatic flow' },
    nobody: 'Somebody',
    changed: (fields: string) => `Changed: ${fields}.`,
    about: (title: string) => `“${title}”`,
    done: {
      'dataset:created': 'created the dataset',
      'dataset:updated': 'changed the metadata',
      'dataset:deleted': 'deleted the dataset',
      'dataset:discussed': 'took part in a discussion',
      'dataset:followed': 'follows the dataset',
      'dataset:resource:added': 'added a file',
      'dataset:resource:updated': 'updated a file',
      'dataset:resource:deleted': 'removed a file',
    } as Record<string, string>,
    fields: {
      title: 'title',
      acronym: 'acronym',
      slug: 'address',
      description: 'description',
      description_short: 'short description',
      tags: 'keywords',
      license: 'licence',
      frequency: 'frequency',
      frequency_date: 'date of the next update',
      temporal_coverage: 'period covered',
      spatial: 'territory',
      private: 'visibility',
      archived: 'archiving',
      archived_at: 'archiving',
      deleted: 'deletion',
      organization: 'producer',
      owner: 'producer',
      contact_points: 'contact points',
      badges: 'badges',
      extras: 'technical information',
      access_type: 'access',
      schema: 'schema',
      resources: 'files',
      featured: 'featuring',
    } as Record<string, string>,
  },
})

type Via = NonNullable<Activity['extras']['via']>

export const whoDid = ({ actor }: Activity): string =>
  [actor.first_name, actor.last_name].filter(Boolean).join(' ') || w.nobody

/** `a modifié les métadonnées`, of the dataset whose page it is; the server's own words for what isn't its. */
export const whatWasDone = ({ key, label }: Activity): string => w.done[key] ?? label

/** What came along: the file, how it was done, which fields. */
export const detailsOf = ({ extras, changes }: Activity): string[] => {
  const fields = [...new Set(changes.map((field) => w.fields[field] ?? field))]
  return [
    ...(extras.resource_title ? [w.about(extras.resource_title)] : []),
    ...(extras.via && w.via[extras.via] ? [w.via[extras.via] ?? ''] : []),
    ...(fields.length > 0 ? [w.changed(fields.join(', '))] : []),
  ]
}
