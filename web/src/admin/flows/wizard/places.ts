/** Where the form shows what the server refused at `path` of what was sent. */
export const fieldOf = (path: string): string => {
  const names = path.split('.').filter((name) => name !== 'definition' && !/^\d+$/.test(name))
  const last = names.at(-1) ?? path
  if (names[0] === 'mapping' && names[1] === 'resource' && names.length > 2) return `resource_${last}`
  if (names[0] === 'mapping' && names[1] === 'dataset')
    return last === 'dataset' || last === 'id' ? 'dataset' : `template_${last}`
  return names.find((name) => WHOLE.includes(name)) ?? last
}

/** Of these one field shows everything. */
const WHOLE = ['identity', 'owns', 'mails', 'webhooks', 'exclude']

const STEPS: [step: string, fields: RegExp][] = [
  ['fichiers', /^definition\.(selection|mapping|owns|destination)\b|^credentials\.api_key/],
  ['rythme', /^definition\.(schedule|gates|alerts|expected_days)\b/],
]
/** The step that asks for it. */
export const stepOf = (path: string): string => STEPS.find(([, fields]) => fields.test(path))?.[0] ?? 'source'
