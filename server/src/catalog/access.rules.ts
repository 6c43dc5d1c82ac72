import type { FieldErrors } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { isWebAddress } from '../lib/urls.ts'
import { ACCESS_TYPES, type Dataset } from './model.ts'

const ROLES = ['local_authority_and_administration', 'company_and_association', 'private']
const CONDITIONS = ['yes', 'no', 'under_condition']

const category = (value: string, fr: string, en: string) => ({ value, label: { fr, en } })

/** Reasons for not opening data: article 13(1) of the INSPIRE directive, letters a to h (udata-api.md §5.7). */
export const ACCESS_REASONS: { value: string; label: Text }[] = [
  category(
    'confidentiality_of_proceedings_of_public_authorities',
    'Confidentialité des travaux des autorités publiques',
    'Confidentiality of the proceedings of public authorities',
  ),
  category(
    'international_relations_public_security_or_national_defence',
    'Relations internationales, sécurité publique ou défense nationale',
    'International relations, public security or national defence',
  ),
  category(
    'course_of_justice_or_fair_trial',
    'Bonne marche de la justice ou procès équitable',
    'Course of justice or fair trial',
  ),
  category(
    'confidentiality_of_commercial_or_industrial_information',
    'Confidentialité des informations commerciales ou industrielles',
    'Confidentiality of commercial or industrial information',
  ),
  category('intellectual_property_rights', 'Droits de propriété intellectuelle', 'Intellectual property rights'),
  category(
    'confidentiality_of_personal_data',
    'Confidentialité des données à caractère personnel',
    'Confidentiality of personal data',
  ),
  category(
    'protection_of_voluntary_information_suppliers',
    'Protection des personnes qui ont fourni l’information de leur plein gré',
    'Protection of those who supplied the information voluntarily',
  ),
  category('protection_of_environment', 'Protection de l’environnement', 'Protection of the environment'),
]

/** What is wrong with the conditions of access, by udata's field names; empty when nothing is. */
export const accessProblems = ({ accessType, access }: Pick<Dataset, 'accessType' | 'access'>): FieldErrors => {
  const fields: FieldErrors = {}
  if (!ACCESS_TYPES.includes(accessType)) fields.access_type = [UNKNOWN]
  const audiences = access.audiences ?? []
  if (audiences.some(({ role, condition }) => !ROLES.includes(role) || !CONDITIONS.includes(condition)))
    fields.access_audiences = [UNKNOWN]
  if (new Set(audiences.map(({ role }) => role)).size < audiences.length) fields.access_audiences = [ONE_A_ROLE]
  if (access.authorizationRequestUrl && !isWebAddress(access.authorizationRequestUrl))
    fields.authorization_request_url = [BAD_URL]
  const reason = access.reasonCategory
  if (reason && !ACCESS_REASONS.some(({ value }) => value === reason)) fields.access_type_reason_category = [UNKNOWN]
  return fields
}

const UNKNOWN: Text = { fr: 'Cette valeur n’est pas connue.', en: 'This is not a known value.' }
const BAD_URL: Text = { fr: 'Cette adresse web n’est pas valide.', en: 'Invalid URL.' }
const ONE_A_ROLE: Text = { fr: 'Une seule condition par public.', en: 'One condition per role.' }
