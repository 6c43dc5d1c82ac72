import Type from 'typebox'
import { answers, redirects, taking, type Answers } from '../openapi/index.ts'

const text = () => Type.Optional(Type.String())
const TokenRequest = Type.Object(
  {
    grant_type: Type.String(),
    client_id: text(),
    client_secret: text(),
    code: text(),
    redirect_uri: text(),
    code_verifier: text(),
    refresh_token: text(),
    username: text(),
    password: text(),
    scope: text(),
  },
  { title: 'TokenRequest', description: 'Also as a form.' },
)
/** What a program that asks for a person's consent says (RFC 6749 §4.1.1, RFC 7636). */
export const AuthorizationQuery = Type.Object({
  response_type: Type.String(),
  client_id: Type.String(),
  redirect_uri: text(),
  scope: text(),
  state: text(),
  code_challenge: text(),
  code_challenge_method: text(),
})
const Token = Type.Object(
  {
    access_token: Type.String(),
    token_type: Type.String(),
    expires_in: Type.Integer(),
    refresh_token: text(),
    scope: text(),
  },
  { title: 'Token' },
)
const Revocation = Type.Object(
  { token: Type.String(), client_id: text(), client_secret: text() },
  { title: 'Revocation' },
)
const Asked = Type.Object({ client: Type.Object({ name: Type.String() }), scopes: Type.Array(Type.String()) })

export const oauthAnswers: Answers = {
  oauth_ask: redirects,
  oauth_consent: redirects,
  oauth_client_info: answers(Asked),
  oauth_token: taking(TokenRequest, answers(Token)),
  oauth_revoke: taking(Revocation, answers()),
}
