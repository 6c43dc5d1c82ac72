import { words } from '../../../language.ts'

/** What changes hands, is put away, or goes. */
export const w = words({
  fr: {
    title: 'Ce jeu de données',
    transfer: {
      title: 'Changer de producteur',
      text: 'Le jeu de données change de main quand l’autre partie accepte. Jusque-là, rien ne change.',
      only: 'Seuls les administrateurs de l’organisation peuvent le proposer.',
      to: 'Nouveau producteur',
      toHint: 'Une organisation, par son nom.',
      choose: 'Choisissez dans les propositions l’organisation à qui le proposer.',
      takeBack: (name: string) => `Retirer ${name}`,
      comment: 'Un mot pour elle',
      ask: 'Proposer',
      asked: (name: string) => `Proposé à « ${name} ». Vous serez prévenu de sa réponse.`,
      pending: (name: string, when: string) => `Proposé à « ${name} » le ${when} : en attente de sa réponse.`,
      accept: 'Accepter',
      refuse: 'Refuser',
      accepted: 'C’est fait : le jeu de données a changé de producteur.',
      refused: 'Refusé : rien n’a changé.',
    },
    archive: {
      title: 'Archiver',
      text: 'Il reste en ligne avec ses fichiers, marqué « archivé » et rangé après les autres. Cela s’annule.',
      action: 'Archiver',
      done: 'Archivé.',
      since: (when: string) => `Archivé depuis le ${when}.`,
      undo: 'Désarchiver',
      undone: 'Désarchivé.',
    },
    remove: {
      title: 'Supprimer',
      text: (until: string) =>
        `Le jeu de données et ses fichiers quittent le portail. Vous pourrez les restaurer jusqu’au ${until} ; ensuite, ils seront effacés pour toujours.`,
      action: 'Supprimer le jeu de données',
      ask: (title: string) => `Supprimer « ${title} » ?`,
      confirm: 'Supprimer',
      how: (until: string) =>
        `Vous pourrez le restaurer jusqu’au ${until}, depuis « Mes jeux de données ». Ensuite, il sera effacé pour toujours.`,
      done: (title: string, until: string) => `« ${title} » est supprimé. Vous pouvez le restaurer jusqu’au ${until}.`,
    },
  },
  en: {
    title: 'This dataset',
    transfer: {
      title: 'Change its producer',
      text: 'The dataset changes hands when the other side accepts. Until then, nothing changes.',
      only: 'Only the organization’s administrators can offer it.',
      to: 'New producer',
      toHint: 'An organization, by its name.',
      choose: 'Choose among the suggestions the organization to offer it to.',
      takeBack: (name: string) => `Remove ${name}`,
      comment: 'A word for them',
      ask: 'Offer',
      asked: (name: string) => `Offered to “${name}”. You will be told what they answer.`,
      pending: (name: string, when: string) => `Offered to “${name}” on ${when}: waiting for their answer.`,
      accept: 'Accept',
      refuse: 'Refuse',
      accepted: 'Done: the dataset has another producer.',
      refused: 'Refused: nothing changed.',
    },
    archive: {
      title: 'Archive',
      text: 'It stays online with its files, marked “archived” and listed after the others. This can be undone.',
      action: 'Archive',
      done: 'Archived.',
      since: (when: string) => `Archived since ${when}.`,
      undo: 'Unarchive',
      undone: 'Unarchived.',
    },
    remove: {
      title: 'Delete',
      text: (until: string) =>
        `The dataset and its files leave the portal. You can restore them until ${until}; after that, they are erased for ever.`,
      action: 'Delete the dataset',
      ask: (title: string) => `Delete “${title}”?`,
      confirm: 'Delete',
      how: (until: string) =>
        `You can restore it until ${until}, from “My datasets”. After that, it is erased for ever.`,
      done: (title: string, until: string) => `“${title}” is deleted. You can restore it until ${until}.`,
    },
  },
})
