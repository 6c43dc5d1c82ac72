import { words } from '../../language.ts'

export const loadingWords = words({
  fr: {
    missing: 'Jeu de données introuvable',
    back: 'Revenir à l’accueil',
    waiting: 'Chargement du jeu de données…',
    sending: 'Des fichiers sont en cours d’envoi.',
    leave: 'Quitter la page',
    stops: 'Si vous quittez cette page, ces envois s’arrêtent. Ce qui est en ligne ne change pas.',
  },
  en: {
    missing: 'Dataset not found',
    back: 'Back to the home page',
    waiting: 'Loading the dataset…',
    sending: 'Files are being sent.',
    leave: 'Leave the page',
    stops: 'If you leave this page, these files stop being sent. What is online does not change.',
  },
})
