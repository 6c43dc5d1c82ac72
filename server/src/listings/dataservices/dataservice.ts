import type { FieldErrors } from '../../lib/errors.ts'
import { accessProblems, findContactPoints, findLicense, normalizeTags } from '../../catalog/index.ts'
import type { Tx } from '../../db/index.ts'
import type { ListingKind } from '../kind.ts'
import { addressProblems, atMost, UNKNOWN } from '../listing.rules.ts'
import type { ListingInput } from '../model.ts'
import { dropDataservice } from '../reuses/store.reuses.ts'
import { subjectsOf } from '../subject.ts'
import { DATASERVICE_FORMATS, type Dataservice, type DataserviceFields } from './model.ts'

/** An API that is described (udata-api.md §2.7, §5.9). */
export const DATASERVICE: ListingKind<DataserviceFields> = {
  class: 'Dataservice',
  name: 'dataservice',
  counter: 'dataservices',
  fallback: 'api',
  initial: {
    acronym: null,
    baseApiUrl: null,
    machineDocumentationUrl: null,
    technicalDocumentationUrl: null,
    businessDocumentationUrl: null,
    authorizationRequestUrl: null,
    rateLimiting: null,
    rateLimitingUrl: null,
    availability: null,
    availabilityUrl: null,
    format: null,
    license: null,
    accessType: 'open',
    accessAudiences: [],
    accessTypeReasonCategory: null,
    accessTypeReason: null,
    contactPointIds: [],
  },
  tagsOf: normalizeTags,
  problems: async (tx, dataservice, given) => {
    // Audiences only mean something where access is restricted.
    if (dataservice.fields.accessType !== 'restricted') dataservice.fields.accessAudiences = []
    return { ...fieldProblems(dataservice), ...(await contactProblems(tx, dataservice, given)) }
  },
  facets: ({ fields }) => ({ access_type: [fields.accessType] }),
  words: async (_db, { fields }) => `${fields.acronym ?? ''} ${fields.baseApiUrl ?? ''}`,
  settle: async (tx, before, after) => {
    if (before && !after) await dropDataservice(tx, before.id)
  },
}

/** Dataservices, for those who point at them. */
export const dataserviceSubjects = subjectsOf(DATASERVICE)

const fieldProblems = ({ fields }: Dataservice): FieldErrors => {
  const access = {
    audiences: fields.accessAudiences,
    authorizationRequestUrl: fields.authorizationRequestUrl,
    reasonCategory: fields.accessTypeReasonCategory,
  }
  const problems: FieldErrors = {
    ...accessProblems({ accessType: fields.accessType, access }),
    ...addressProblems({
      base_api_url: fields.baseApiUrl,
      machine_documentation_url: fields.machineDocumentationUrl,
      technical_documentation_url: fields.technicalDocumentationUrl,
      business_documentation_url: fields.businessDocumentationUrl,
      rate_limiting_url: fields.rateLimitingUrl,
      availability_url: fields.availabilityUrl,
    }),
  }
  if ((fields.acronym?.length ?? 0) > 128) problems.acronym = [atMost(128)]
  if (fields.availability !== null && !(fields.availability >= 0 && fields.availability <= 100))
    problems.availability = [A_PERCENTAGE]
  if (fields.format && !DATASERVICE_FORMATS.includes(fields.format)) problems.format = [UNKNOWN]
  if (fields.license && !findLicense(fields.license)) problems.license = [UNKNOWN]
  return problems
}

/** Those that are named now: one that went away later is no reason to refuse another change. */
const contactProblems = async (
  tx: Tx,
  { organizationId, ownerId }: Dataservice,
  given: ListingInput<DataserviceFields>,
): Promise<FieldErrors> => {
  const wanted = given.fields?.contactPointIds ?? []
  const theirs = (await findContactPoints(tx, wanted)).filter(
    (contact) => contact.organizationId === organizationId && contact.ownerId === ownerId,
  )
  return theirs.length < wanted.length ? { contact_points: [NOT_THEIR_CONTACT] } : {}
}

const A_PERCENTAGE = { fr: 'Un nombre de 0 à 100 est attendu.', en: 'Expecting a number from 0 to 100.' }
const NOT_THEIR_CONTACT = {
  fr: 'Un point de contact n’existe pas, ou n’est pas du même producteur.',
  en: 'A contact point does not exist, or belongs to another producer.',
}
