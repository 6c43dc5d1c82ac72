import type { Names } from '../model.ts'

/** What is to be published later, or once somebody agreed: ours. */
export const PUBLICATIONS: Names = {
  'GET /organizations/{org}/publications/': [
    'list_organization_publications',
    'List what is to be published, or was',
    'Lister les publications à venir et passées',
  ],
  'GET /datasets/{dataset}/publications/': [
    'list_dataset_publications',
    'List the publications of a dataset',
    'Lister les publications d’un jeu de données',
  ],
  'POST /datasets/{dataset}/publications/': [
    'ask_publication',
    'Plan a publication, or submit it',
    'Programmer une publication, ou la soumettre',
  ],
  'PUT /publications/{publication}/': ['move_publication', 'Change its date', 'Changer sa date'],
  'POST /publications/{publication}/accept/': ['accept_publication', 'Agree to it', 'Donner son accord'],
  'POST /publications/{publication}/refuse/': ['refuse_publication', 'Refuse it', 'La refuser'],
  'POST /publications/{publication}/cancel/': ['cancel_publication', 'Cancel it', 'L’annuler'],
}
