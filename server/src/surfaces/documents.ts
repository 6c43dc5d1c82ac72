import type { FastifyInstance } from 'fastify'
import Type from 'typebox'
import { accountAnswers, sessionAnswers } from '../accounts/wire.models.ts'
import { administrationAnswers } from '../administration/wire.models.ts'
import { auditAnswers } from '../audit/wire.models.ts'
import { catalogAnswers, catalogAnswersV2 } from '../catalog/wire.answers.ts'
import { communityAnswers, communityAnswersV2, stopAnswers } from '../community/wire.models.ts'
import { draftAnswers } from '../drafts/wire.models.ts'
import { editorialAnswers, editorialAnswersV2 } from '../editorial/wire.models.ts'
import { imageAnswers, pictureAnswers } from '../images/wire.models.ts'
import { deskAnswers } from '../desk/wire.models.ts'
import { depositAnswers } from '../ingest/deposits/wire.models.ts'
import { crawlerAnswers, linkAnswers } from '../links/wire.models.ts'
import { listingAnswers, listingAnswersV2 } from '../listings/wire.models.ts'
import { oauthAnswers } from '../oauth/wire.models.ts'
import { answers, operationsOf, sends, type Answers, type Route, type Surface } from '../openapi/index.ts'
import { documentRoutes } from '../openapi/routes.ts'
import { organizationAnswers, organizationAnswersV2 } from '../organizations/wire.models.ts'
import { apiPageRoutes } from '../portals/routes.api.ts'
import { publicationAnswers } from '../publications/wire.models.ts'
import { flowAnswers } from '../flows/wire.models.ts'
import { qualityAnswers } from '../quality/wire.models.ts'
import { stewardshipAnswers } from '../stewardship/wire.models.ts'
import { spatialAnswers } from '../spatial/wire.models.ts'
import { usageAnswers } from '../usage/wire.models.ts'
import { versionAnswers } from '../versions/wire.models.ts'
import { VERSION } from '../version.ts'
import type { AppDeps } from './deps.ts'

const operationAnswers: Answers = {
  health: answers(Type.Object({ status: Type.String(), database: Type.String() })),
  get_limits: answers(Type.Object({ max_upload_bytes: Type.Integer() })),
  get_file: sends('application/octet-stream'),
}

/** What each operation answers with, from the module that writes it: for the API's documents. */
const ANSWERS: Record<Surface, Answers> = {
  v1: {
    ...accountAnswers,
    ...administrationAnswers,
    ...auditAnswers,
    ...catalogAnswers,
    ...communityAnswers,
    ...depositAnswers,
    ...draftAnswers,
    ...deskAnswers,
    ...editorialAnswers,
    ...imageAnswers,
    ...linkAnswers,
    ...listingAnswers,
    ...organizationAnswers,
    ...qualityAnswers,
    ...stewardshipAnswers,
    ...flowAnswers,
    ...publicationAnswers,
    ...spatialAnswers,
    ...usageAnswers,
    ...versionAnswers,
  },
  v2: {
    ...catalogAnswersV2,
    ...communityAnswersV2,
    ...editorialAnswersV2,
    ...listingAnswersV2,
    ...organizationAnswersV2,
  },
  own: {
    ...sessionAnswers,
    ...stopAnswers,
    ...oauthAnswers,
    ...pictureAnswers,
    ...crawlerAnswers,
    ...operationAnswers,
  },
}

/** What the API says of itself, to programs and to people. `routes` fill up while the other surfaces are mounted. */
export const documents = (deps: AppDeps, routes: Route[]) => async (app: FastifyInstance) => {
  const operations = () => operationsOf(routes, ANSWERS)
  await app.register(documentRoutes({ ...deps, operations, version: VERSION }))
  await app.register(apiPageRoutes({ ...deps, operations }))
}
