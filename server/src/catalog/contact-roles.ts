import type { Text } from '../lib/text.ts'

const role = <const T extends string>(id: T, fr: string, en: string): { id: T; label: Text } => ({
  id,
  label: { fr, en },
})

/** What somebody is to a dataset, in udata's order (udata-api.md §2.5). */
export const CONTACT_ROLES = [
  role('contact', 'Contact', 'Contact'),
  role('creator', 'Créateur', 'Creator'),
  role('publisher', 'Diffuseur', 'Publisher'),
  role('rightsHolder', 'Détenteur des droits', 'Rights holder'),
  role('custodian', 'Gestionnaire', 'Custodian'),
  role('distributor', 'Distributeur', 'Distributor'),
  role('originator', 'Commanditaire', 'Originator'),
  role('principalInvestigator', 'Maître d’œuvre', 'Principal investigator'),
  role('processor', 'Intégrateur', 'Processor'),
  role('resourceProvider', 'Fournisseur', 'Resource provider'),
  role('user', 'Utilisateur', 'User'),
]
export type ContactRole = (typeof CONTACT_ROLES)[number]['id']
