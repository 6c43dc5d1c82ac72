import type { Publication, PublicationState, UserRef } from '@cimaise/client'
import { formatComing, formatDateTime } from '../../format.ts'
import { words } from '../../language.ts'
import { fullName } from '../words.ts'

/** Every sentence about what is published later, or once somebody agreed. */
export const w = words({
  fr: {
    title: 'Publications',
    publish: 'Publier',
    publishNow: 'Publier maintenant',
    plan: 'Programmer…',
    submit: 'Soumettre à la publication…',
    move: 'Modifier',
    cancel: 'Annuler',
    planTitle: 'Programmer la publication',
    planDataset: 'Ce brouillon deviendra public au moment choisi, comme si vous cliquiez sur « Publier ».',
    planFile: 'Ce fichier sera mis en ligne au moment choisi, comme si vous cliquiez sur « Publier ».',
    planAction: 'Programmer',
    moveTitle: 'Modifier le moment de la publication',
    moveAction: 'Enregistrer',
    submitTitle: 'Soumettre à la publication',
    submitText: 'Un administrateur de l’organisation est prévenu. Rien n’est public avant son accord.',
    submitAction: 'Soumettre',
    at: 'Quand ?',
    atOnce: 'Dès l’accord',
    atMoment: 'À un moment précis',
    day: 'Jour',
    hour: 'Heure',
    parisTime: 'Heure de Paris',
    thatIs: (moment: string) => `Soit ${moment}, heure de Paris.`,
    noMoment: 'Choisissez un jour et une heure.',
    note: 'Un mot pour l’administrateur',
    noteHint: 'Ce qui est nouveau, pourquoi c’est prêt.',
    planned: (moment: string, person: string) => `Publication prévue ${moment} par ${person}.`,
    agreed: (moment: string, person: string) => `Publication prévue ${moment}, avec l’accord de ${person}.`,
    submitted: (person: string) => `Soumis par ${person}. En attente de l’accord d’un administrateur.`,
    submittedFor: (person: string, moment: string) =>
      `Soumis par ${person} pour ${moment}. En attente de l’accord d’un administrateur.`,
    toasts: {
      planned: 'Publication programmée.',
      submitted: 'Soumis. Un administrateur est prévenu.',
      moved: 'Le moment est changé.',
      canceled: 'Publication annulée. Rien n’est perdu.',
      accepted: 'C’est en ligne.',
      acceptedLater: 'Accord donné. Ce sera publié au moment prévu.',
      refused: 'Refusé. La personne est prévenue.',
    },
    cancelTitle: 'Annuler cette publication ?',
    cancelText: 'Le brouillon ou le fichier déposé reste là, et peut être publié plus tard.',
    cancelAction: 'Annuler la publication',
    on: (moment: string) => `le ${moment}`,
    somebody: 'quelqu’un',
    intro: 'Ce qui attend un accord, ce qui sera publié, et ce qui l’a été ou non.',
    sections: { waiting: 'À approuver', coming: 'À venir', past: 'Passées' },
    empty: {
      waiting: 'Rien n’attend d’accord. Ce qu’un éditeur soumet paraît ici.',
      coming: 'Rien n’est programmé. « Programmer… » est à côté de « Publier », sur un brouillon ou un fichier déposé.',
      past: 'Aucune publication programmée ou soumise n’a encore eu lieu.',
    },
    draft: 'Le jeu de données devient public',
    file: (name: string) => `Fichier ${name}`,
    newFile: (name: string) => `Nouveau fichier ${name}`,
    accept: 'Accepter',
    acceptNow: 'Accepter et publier',
    refuse: 'Refuser…',
    refuseTitle: 'Refuser cette publication ?',
    refuseAction: 'Refuser',
    refuseReason: 'Pourquoi ?',
    refuseHint: 'La personne qui a soumis lira cette raison.',
    look: 'Lire le rapport complet',
    lookDataset: 'Relire le jeu de données',
    looking: 'Lecture du rapport…',
    noReport: 'Le rapport n’est pas disponible.',
    said: (text: string) => `« ${text} »`,
    saidBy: (person: string, text: string) => `${person} : « ${text} »`,
    states: {
      submitted: 'À approuver',
      planned: 'Prévue',
      done: 'Publiée',
      failed: 'Non publiée',
      canceled: 'Annulée',
      refused: 'Refusée',
    } satisfies Record<PublicationState, string>,
    askedBy: (person: string, moment: string) => `Demandée par ${person} le ${moment}.`,
    askedFor: (person: string, asked: string, moment: string) => `Demandée par ${person} le ${asked}, pour ${moment}.`,
    decidedBy: (person: string) => `Décision de ${person}.`,
    more: 'Voir les précédentes',
  },
  en: {
    title: 'Publications',
    publish: 'Publish',
    publishNow: 'Publish now',
    plan: 'Schedule…',
    submit: 'Submit for publication…',
    move: 'Change',
    cancel: 'Cancel',
    planTitle: 'Schedule the publication',
    planDataset: 'This draft becomes public at the time you choose, as if you clicked “Publish” then.',
    planFile: 'This file goes online at the time you choose, as if you clicked “Publish” then.',
    planAction: 'Schedule',
    moveTitle: 'Change when it is published',
    moveAction: 'Save',
    submitTitle: 'Submit for publication',
    submitText: 'An administrator of the organization is told. Nothing is public before they agree.',
    submitAction: 'Submit',
    at: 'When?',
    atOnce: 'As soon as it is agreed to',
    atMoment: 'At a given time',
    day: 'Day',
    hour: 'Time',
    parisTime: 'Paris time',
    thatIs: (moment: string) => `That is ${moment}, Paris time.`,
    noMoment: 'Choose a day and a time.',
    note: 'A word for the administrator',
    noteHint: 'What is new, why it is ready.',
    planned: (moment: string, person: string) => `To be published ${moment}, scheduled by ${person}.`,
    agreed: (moment: string, person: string) => `To be published ${moment}, agreed to by ${person}.`,
    submitted: (person: string) => `Submitted by ${person}. Waiting for an administrator to agree.`,
    submittedFor: (person: string, moment: string) =>
      `Submitted by ${person} for ${moment}. Waiting for an administrator to agree.`,
    toasts: {
      planned: 'Publication scheduled.',
      submitted: 'Submitted. An administrator has been told.',
      moved: 'The time is changed.',
      canceled: 'Publication canceled. Nothing is lost.',
      accepted: 'It is online.',
      acceptedLater: 'Agreed. It will be published at its time.',
      refused: 'Refused. They have been told.',
    },
    cancelTitle: 'Cancel this publication?',
    cancelText: 'The draft or the deposited file stays here, and can be published later.',
    cancelAction: 'Cancel the publication',
    on: (moment: string) => moment,
    somebody: 'somebody',
    intro: 'What waits for an agreement, what will be published, and what was or was not.',
    sections: { waiting: 'To agree to', coming: 'Coming', past: 'Past' },
    empty: {
      waiting: 'Nothing waits for an agreement. What an editor submits appears here.',
      coming: 'Nothing is scheduled. “Schedule…” is beside “Publish”, on a draft or a deposited file.',
      past: 'No scheduled or submitted publication has taken place yet.',
    },
    draft: 'The dataset becomes public',
    file: (name: string) => `File ${name}`,
    newFile: (name: string) => `New file ${name}`,
    accept: 'Accept',
    acceptNow: 'Accept and publish',
    refuse: 'Refuse…',
    refuseTitle: 'Refuse this publication?',
    refuseAction: 'Refuse',
    refuseReason: 'Why?',
    refuseHint: 'Whoever submitted it will read this reason.',
    look: 'Read the whole report',
    lookDataset: 'Read the dataset',
    looking: 'Reading the report…',
    noReport: 'The report is not available.',
    said: (text: string) => `“${text}”`,
    saidBy: (person: string, text: string) => `${person}: “${text}”`,
    states: {
      submitted: 'To agree to',
      planned: 'Scheduled',
      done: 'Published',
      failed: 'Not published',
      canceled: 'Canceled',
      refused: 'Refused',
    } satisfies Record<PublicationState, string>,
    askedBy: (person: string, moment: string) => `Asked for by ${person} on ${moment}.`,
    askedFor: (person: string, asked: string, moment: string) => `Asked for by ${person} on ${asked}, for ${moment}.`,
    decidedBy: (person: string) => `Decided by ${person}.`,
    more: 'Show earlier ones',
  },
})

export const nameOf = (person: UserRef | null): string => (person ? fullName(person) : w.somebody)

/** « Publication prévue lundi 30 novembre à 08:00 par Camille Perrin. » */
export const sentenceOf = ({ state, publish_at: at, asked_by, decided_by }: Publication): string => {
  const moment = at && momentOf(at)
  if (state === 'submitted') {
    const person = nameOf(asked_by)
    return moment ? w.submittedFor(person, moment) : w.submitted(person)
  }
  return decided_by ? w.agreed(moment ?? '', nameOf(decided_by)) : w.planned(moment ?? '', nameOf(asked_by))
}

/** `demain à 08:00`, `lundi 30 novembre à 08:00`; further than half a year, or past, the year is needed. */
export const momentOf = (iso: string): string => {
  const milliseconds = new Date(iso).getTime() - Date.now()
  return milliseconds > 0 && milliseconds < 180 * 86_400_000 ? formatComing(iso) : w.on(formatDateTime(iso))
}

/** What would be published. */
export const subjectOf = ({ deposit }: Publication): string => {
  if (!deposit) return w.draft
  return deposit.resource ? w.file(deposit.file_name) : w.newFile(deposit.file_name)
}
