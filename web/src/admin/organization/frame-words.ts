import { words } from '../../language.ts'

export const w = words({
  fr: {
    waiting: 'Chargement de l’organisation…',
    missing: 'Cette organisation n’existe pas, ou n’existe plus.',
    page: 'Page publique',
    outside: 'Vous n’êtes pas membre de cette organisation.',
    join: 'Demander à la rejoindre',
    adminsOnly: 'Seuls les administrateurs de l’organisation ont accès à cette page.',
    admins: 'Administrateurs',
    save: 'Enregistrer',
    unchanged: 'Tout est enregistré.',
    unsaved: 'Modifications non enregistrées.',
    leave: 'Quitter sans enregistrer\u202f?',
    leaveAction: 'Quitter sans enregistrer',
    leaveText: 'Vos dernières modifications seront perdues.',
  },
  en: {
    waiting: 'Loading the organization…',
    missing: 'This organization does not exist, or no longer does.',
    page: 'Public page',
    outside: 'You are not a member of this organization.',
    join: 'Ask to join it',
    adminsOnly: 'This page is for the administrators of the organization.',
    admins: 'Administrators',
    save: 'Save',
    unchanged: 'All is saved.',
    unsaved: 'Unsaved changes.',
    leave: 'Leave without saving?',
    leaveAction: 'Leave without saving',
    leaveText: 'Your last changes will be lost.',
  },
})
