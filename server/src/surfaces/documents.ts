import Type from 'typebox'
import { accountAnswers, sessionAnswers } from '../accounts/wire.models.ts'
import { catalogAnswers, catalogAnswersV2 } from '../catalog/wire.answers.ts'
import { communityAnswers } from '../community/wire.models.ts'
import { editorialAnswers, editorialAnswersV2 } from '../editorial/wire.models.ts'
import { imageAnswers, pictureAnswers } from '../images/wire.models.ts'
import { oauthAnswers } from '../oauth/wire.models.ts'
import { answers, sends, type Answers, type Surface } from '../openapi/index.ts'
import { organizationAnswers, organizationAnswersV2 } from '../organizations/wire.models.ts'
import { spatialAnswers } from '../spatial/wire.models.ts'

const operationAnswers: Answers = {
  health: answers(Type.Object({ status: Type.String(), database: Type.String() })),
  get_limits: answers(Type.Object({ max_upload_bytes: Type.Integer() })),
  get_file: sends('application/octet-stream'),
}

/** What each operation answers with, from the module that writes it: for the API's documents. */
export const ANSWERS: Record<Surface, Answers> = {
  v1: {
    ...accountAnswers,
    ...catalogAnswers,
    ...communityAnswers,
    ...editorialAnswers,
    ...imageAnswers,
    ...organizationAnswers,
    ...spatialAnswers,
  },
  v2: { ...catalogAnswersV2, ...editorialAnswersV2, ...organizationAnswersV2 },
  own: { ...sessionAnswers, ...oauthAnswers, ...pictureAnswers, ...operationAnswers },
}
