import type { Text } from '../../lib/text.ts'

/** What is told of each of udata's activity keys, and the name of its picture (udata-api.md §2.12). */
export const ACTIVITIES: Record<string, { icon: string; label: Text }> = {}

const DONE: Record<string, { icon: string; fr: string; en: string }> = {
  created: { icon: 'plus', fr: 'a créé', en: 'created' },
  updated: { icon: 'pencil', fr: 'a modifié', en: 'updated' },
  deleted: { icon: 'trash', fr: 'a supprimé', en: 'deleted' },
  discussed: { icon: 'comment', fr: 'a participé à une discussion sur', en: 'discussed' },
  followed: { icon: 'eye', fr: 'suit', en: 'followed' },
}

const add = (subject: string, what: Text, verbs: string[]): void => {
  for (const verb of verbs) {
    const done = DONE[verb]
    if (!done) continue
    const label = { fr: `${done.fr} ${what.fr}`, en: `${done.en} ${what.en}` }
    ACTIVITIES[`${subject}:${verb}`] = { icon: done.icon, label }
  }
}

const ALL = ['created', 'updated', 'deleted', 'discussed', 'followed']
add('dataset', { fr: 'un jeu de données', en: 'a dataset' }, ALL)
add('reuse', { fr: 'une réutilisation', en: 'a reuse' }, ALL)
add('dataservice', { fr: 'une API', en: 'a dataservice' }, ALL)
add('organization', { fr: 'une organisation', en: 'an organization' }, ['created', 'updated', 'followed'])
add('topic', { fr: 'une thématique', en: 'a topic' }, ['created', 'updated'])
add('topic:element', { fr: 'un élément d’une thématique', en: 'a topic element' }, ['created', 'updated', 'deleted'])
add('user', { fr: 'un utilisateur', en: 'a user' }, ['followed'])
add('dataset:resource', { fr: 'un fichier d’un jeu de données', en: 'a resource of a dataset' }, ['updated', 'deleted'])
ACTIVITIES['dataset:resource:added'] = {
  icon: 'plus',
  label: { fr: 'a ajouté un fichier à un jeu de données', en: 'added a resource to a dataset' },
}
