import Type from 'typebox'
import { answers, creates, DateTime, empties, Free, orNull, redirects, type Answers } from '../openapi/index.ts'

/** What wire.v1.ts and the session's routes write, for the API's documents. */

export const UserReference = Type.Object(
  {
    class: Type.String(),
    id: Type.String(),
    slug: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    avatar: orNull(Type.String()),
    avatar_thumbnail: orNull(Type.String()),
    uri: Type.String(),
    page: orNull(Type.String()),
  },
  { title: 'UserReference' },
)

export const UserSuggestion = Type.Object(
  {
    id: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    avatar_url: orNull(Type.String()),
    email: Type.String({ description: 'Its domain only.' }),
    slug: Type.String(),
  },
  { title: 'UserSuggestion' },
)

export const ApiToken = Type.Object(
  {
    id: Type.String(),
    token_prefix: Type.String(),
    name: orNull(Type.String()),
    scopes: Type.Array(Type.String()),
    kind: Type.String(),
    created_at: DateTime,
    last_used_at: orNull(DateTime),
    user_agents: Type.Array(Type.String()),
    revoked_at: orNull(DateTime),
    expires_at: orNull(DateTime),
    organization: orNull(Type.String({ description: 'The only one that it works for.' })),
  },
  { title: 'ApiToken' },
)

export const NewApiToken = Type.Object(
  { ...ApiToken.properties, token: Type.String({ description: 'Shown this once.' }) },
  { title: 'NewApiToken' },
)

const Session = Type.Object(
  {
    id: Type.String(),
    created_at: DateTime,
    last_seen_at: DateTime,
    user_agent: orNull(Type.String()),
    current: Type.Boolean({ description: 'The one that asks.' }),
  },
  { title: 'Session' },
)

const tokens = Type.Object({ csrf_token: Type.String() })
const sessionAnswer = (title: string, response: Type.TProperties) =>
  Type.Object(
    { meta: Type.Object({ code: Type.Integer() }), response: Type.Object({ ...tokens.properties, ...response }) },
    { title },
  )

export const SessionDone = sessionAnswer('SessionDone', {})
export const SignedIn = sessionAnswer('SignedIn', {
  tf_required: Type.Boolean({ description: 'Nobody is signed in until a code is given.' }),
  tf_state: Type.Optional(Type.String()),
  tf_primary_method: Type.Optional(Type.String()),
  user: Free,
  confirmation_required: Type.Optional(Type.Boolean()),
  recovery_codes_left: Type.Optional(Type.Integer()),
})
const SecondFactor = sessionAnswer('SecondFactor', {
  tf_required: Type.Optional(Type.Boolean()),
  tf_available_methods: Type.Optional(Type.Array(Type.String())),
  tf_state: Type.Optional(Type.String()),
  tf_primary_method: orNull(Type.String()),
  tf_authr_key: Type.Optional(Type.String()),
  tf_authr_uri: Type.Optional(Type.String()),
  tf_authr_username: Type.Optional(Type.String()),
  tf_authr_issuer: Type.Optional(Type.String()),
})
const CodeAccepted = sessionAnswer('CodeAccepted', {
  tf_required: Type.Optional(Type.Boolean()),
  user: Type.Optional(Free),
  recovery_codes: Type.Optional(Type.Array(Type.String())),
})

export const accountAnswers: Answers = {
  list_api_tokens: answers(Type.Array(ApiToken)),
  create_api_token: creates(NewApiToken),
  list_sessions: answers(Type.Array(Session)),
  suggest_users: answers(Type.Array(UserSuggestion)),
  user_roles: answers(Type.Array(Type.Object({ name: Type.String() }))),
  rotate_user_password: empties,
}

export const sessionAnswers: Answers = {
  get_csrf: answers(Type.Object({ response: tokens })),
  login: answers(SignedIn),
  logout: answers(Type.Object({})),
  logout_link: redirects,
  verify: answers(SessionDone),
  register: answers(SignedIn),
  send_confirmation: answers(SessionDone),
  confirm: redirects,
  send_reset: answers(SessionDone),
  reset_page: redirects,
  reset: answers(SessionDone),
  change_password: answers(SessionDone),
  change_email: answers(Type.Object({})),
  confirm_change_email: redirects,
  get_two_factor: answers(SecondFactor),
  set_two_factor: answers(SecondFactor),
  validate_two_factor: answers(CodeAccepted),
  rescue_two_factor: answers(SignedIn),
  get_setup: answers(Type.Object({ needed: Type.Boolean() })),
  create_first_admin: creates(Type.Object({ id: Type.String() })),
}
