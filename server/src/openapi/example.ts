import { fieldsOf } from './fields.ts'
import { BASE_PATHS, type Operation } from './model.ts'

/** One call of an operation, to paste in a terminal: capitals are to be replaced. */
export const curlOf = (operation: Operation, baseUrl: string): string => {
  const { surface, path, method, access, takesFile, body } = operation
  const url = baseUrl + BASE_PATHS[surface] + path.replace(/\{(\w+)\}/g, (_match, name: string) => name.toUpperCase())
  const parts = [
    method === 'get' ? 'curl' : `curl -X ${method.toUpperCase()}`,
    access === 'everybody' ? '' : `-H 'X-API-KEY: $CLE'`.replaceAll("'", '"'),
    takesFile ? `-F 'file=@FICHIER'` : '',
    body ? `-H 'Content-Type: application/json' -d '${JSON.stringify(sampleOf(operation))}'` : '',
    `'${url}${queryOfExample(operation)}'`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** What must be there; the first field when nothing must. */
const sampleOf = ({ body }: Operation): unknown => {
  if ((body as { type?: string } | undefined)?.type === 'array') return []
  const fields = fieldsOf(body)
  const wanted = fields.some(({ required }) => required)
    ? fields.filter(({ required }) => required)
    : fields.slice(0, 1)
  return Object.fromEntries(wanted.map(({ name, type }) => [name, type.choices[0] ?? SAMPLES[type.kind]]))
}

const SAMPLES = { string: '…', integer: 1, number: 1, boolean: true, object: {}, any: '…' }

const queryOfExample = ({ query }: Operation): string => {
  const required = fieldsOf(query).filter((field) => field.required)
  return required.length === 0 ? '' : `?${required.map(({ name }) => `${name}=…`).join('&')}`
}
