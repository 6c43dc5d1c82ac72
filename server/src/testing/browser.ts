/** Calls the server as a browser does: with the cookie that the last answer set. */
import { anonymous, type Answer } from './test-app.ts'

export interface Browser {
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  cookie(): string
}

export const newBrowser = (url: string): Browser => {
  let cookie = ''
  const { call } = anonymous(url)
  return {
    cookie: () => cookie,
    call: async (method, path, body, headers = {}) => {
      const answer = await call(method, path, body, { ...(cookie === '' ? {} : { Cookie: cookie }), ...headers })
      const [set] = answer.headers.getSetCookie()
      if (set !== undefined) cookie = /^[^=]+=;/.test(set) ? '' : (set.split(';')[0] ?? '')
      return answer
    },
  }
}
