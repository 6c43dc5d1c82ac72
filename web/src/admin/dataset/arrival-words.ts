import { words } from '../../language.ts'

/** What is asked of a file before it leaves. */
export const arrivalWords = words({
  fr: {
    twin: (title: string) => `Ce fichier ressemble à «\u00a0${title}\u00a0».`,
    twinWhy:
      'S’il en est la nouvelle édition, remplacez-le\u202f: son adresse, ses abonnés et son historique restent. Vous pourrez revenir à l’ancien.',
    replace: (title: string) => `Remplacer «\u00a0${title}\u00a0»`,
    addBeside: 'Ajouter à côté',
    other: (name: string, other: string, target: string) =>
      `«\u00a0${name}\u00a0» ressemble à «\u00a0${other}\u00a0», pas à «\u00a0${target}\u00a0».`,
    otherWhy: 'Rien n’a été envoyé. Quel fichier remplace-t-il\u202f?',
    fed: (flow: string) =>
      `Ce fichier est alimenté automatiquement par «\u00a0${flow}\u00a0»\u202f: ne le remplacez pas à la main.`,
    fedWhy: (next: string) =>
      next
        ? `Le prochain passage du flux, ${next}, écrira par-dessus le vôtre dès que sa source change. Corrigez plutôt la source.`
        : 'Le flux écrira par-dessus le vôtre dès que sa source change. Corrigez plutôt la source.',
    anyway: 'Remplacer quand même',
    flow: 'Voir le flux',
    cancel: 'Ne pas envoyer',
    region: (name: string) => `Choix pour ${name}`,
  },
  en: {
    twin: (title) => `This file looks like “${title}”.`,
    twinWhy:
      'If it is the new edition, replace it: its address, its followers and its history stay. You can go back to the old one.',
    replace: (title) => `Replace “${title}”`,
    addBeside: 'Add beside it',
    other: (name, other, target) => `“${name}” looks like “${other}”, not like “${target}”.`,
    otherWhy: 'Nothing was sent. Which file does it replace?',
    fed: (flow) => `This file is fed automatically by “${flow}”: don’t replace it by hand.`,
    fedWhy: (next) =>
      next
        ? `The flow’s next run, ${next}, will write over yours as soon as its source changes. Mend the source instead.`
        : 'The flow will write over yours as soon as its source changes. Mend the source instead.',
    anyway: 'Replace anyway',
    flow: 'See the flow',
    cancel: 'Don’t send',
    region: (name) => `Choice for ${name}`,
  },
})
