import Type, { type TSchema } from 'typebox'
import type { ErrorShape } from '../http/index.ts'

const Fields = Type.Record(Type.String(), Type.Unknown())

const FormError = Type.Object(
  { errors: Type.Optional(Fields), message: Type.Optional(Type.String()) },
  { title: 'FormError', description: 'Sentences in lists, by field; or one message.' },
)
const ModelError = Type.Object(
  { message: Type.String(), errors: Type.Optional(Fields) },
  { title: 'Error', description: 'A message, and one sentence by field when some are wrong.' },
)
const ListError = Type.Object(
  { message: Type.String(), errors: Type.Optional(Type.Unknown()) },
  { title: 'ListError', description: 'One object an element: null for those that are right.' },
)
const UploadError = Type.Object(
  { success: Type.Literal(false), error: Type.String(), message: Type.String() },
  { title: 'UploadError' },
)
const SessionError = Type.Object(
  {
    meta: Type.Object({ code: Type.Integer() }),
    response: Type.Object({
      errors: Type.Array(Type.String()),
      field_errors: Fields,
      reauth_required: Type.Optional(Type.Boolean()),
    }),
  },
  { title: 'SessionError' },
)
const OAuthError = Type.Object(
  { error: Type.String(), error_description: Type.Optional(Type.String()) },
  { title: 'OAuthError', description: 'RFC 6749, section 5.2.' },
)
const OwnError = Type.Object(
  {
    error: Type.Object({
      code: Type.String(),
      message: Type.String(),
      details: Type.Optional(Fields),
      reference: Type.Optional(Type.String()),
    }),
  },
  { title: 'CimaiseError' },
)

/** What failures look like, by the shape that a route declares (http/errors.ts). */
export const ERRORS: Record<ErrorShape, TSchema> = {
  form: FormError,
  model: ModelError,
  list: ListError,
  upload: UploadError,
  session: SessionError,
  oauth: OAuthError,
  cimaise: OwnError,
  page: OwnError,
}
