import { words } from '../../../language.ts'
import type { FieldName } from './form.model.ts'

/** What each field is called, in the form and wherever one is led to it. */
export const FIELD_NAMES: Record<FieldName, string> & Record<string, string> = words({
  fr: {
    title: 'Titre',
    acronym: 'Sigle',
    description_short: 'Description courte',
    description: 'Description',
    tags: 'Mots-clés',
    frequency: 'Fréquence de mise à jour',
    license: 'Licence',
    contact_points: 'Points de contact',
    temporal_coverage: 'Période couverte',
    spatial: 'Lieux couverts',
    access_type: 'Accès aux données',
    access_audiences: 'Qui peut les obtenir',
    authorization_request_url: 'Où demander l’accès',
    access_type_reason_category: 'Raison de la restriction',
    access_type_reason: 'Précisions',
  } satisfies Record<FieldName, string>,
  en: {
    title: 'Title',
    acronym: 'Acronym',
    description_short: 'Short description',
    description: 'Description',
    tags: 'Keywords',
    frequency: 'Update frequency',
    license: 'Licence',
    contact_points: 'Contact points',
    temporal_coverage: 'Period covered',
    spatial: 'Places covered',
    access_type: 'Access to the data',
    access_audiences: 'Who can get them',
    authorization_request_url: 'Where to ask for access',
    access_type_reason_category: 'Why it is restricted',
    access_type_reason: 'Details',
  } satisfies Record<FieldName, string>,
})
