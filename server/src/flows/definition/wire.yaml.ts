import { Invalid } from '../../lib/errors.ts'
import { slugOf } from '../../lib/slugs.ts'
import type { Text } from '../../lib/text.ts'
import type { WrittenFlow } from '../model.ts'
import type { Problem } from './problems.rules.ts'
import { shapeProblems, type Shape } from './shape.rules.ts'
import { notFields } from './shape-words.rules.ts'
import { tryDefinition } from './wire.reading.ts'
import { readDocuments, type LineProblem, type ReadDocument } from './wire.yaml-lines.ts'

/**
 * The flows of a YAML text: a document each, between lines `---`; `slug` and `name`, then the fields of the definition.
 * Throws `Invalid`, whose field `yaml` has a sentence for each mistake, with its line.
 */
export const parseFlows = (text: string): WrittenFlow[] => {
  const read = readDocuments(text)
  if ('problems' in read) throw refused(read.problems)
  if (read.documents.length === 0) throw refused([{ line: 1, text: NOTHING }])
  const flows: WrittenFlow[] = []
  const problems: LineProblem[] = []
  const lines = new Map<string, number>()
  for (const document of read.documents) {
    const found = readFlow(document)
    if (Array.isArray(found)) {
      problems.push(...found.map(({ path, text: words }) => atLine(document, path, words)))
      continue
    }
    const line = document.lineOf(['slug'])
    const first = lines.get(found.slug)
    if (first !== undefined) problems.push(atLine(document, ['slug'], sameSlug(found.slug, first)))
    lines.set(found.slug, first ?? line)
    flows.push(found)
  }
  if (problems.length > 0) throw refused(problems)
  return flows
}

const HEAD: Shape = {
  type: 'object',
  properties: {
    slug: { type: 'string', minLength: 1, maxLength: 100 },
    name: { type: 'string', minLength: 1, maxLength: 255 },
  },
  required: ['slug', 'name'],
}

const readFlow = ({ value }: ReadDocument): WrittenFlow | Problem[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path: [], text: notFields }]
  const { slug, name, credentials, ...rest } = value as Record<string, unknown>
  const read = tryDefinition(rest)
  const problems = [
    ...shapeProblems(HEAD, { slug, name }),
    ...(typeof slug === 'string' && slug !== slugOf(slug) ? [{ path: ['slug'], text: notASlug(slug) }] : []),
    ...(credentials === undefined ? [] : [{ path: ['credentials'], text: SECRETS }]),
    ...('problems' in read ? read.problems : []),
  ]
  if (problems.length > 0 || 'problems' in read) return problems
  return { slug: slug as string, name: (name as string).trim(), definition: read.definition }
}

const atLine = (document: ReadDocument, path: Problem['path'], text: Text): LineProblem => ({
  ...{ line: document.lineOf(path), field: path.join('.').slice(0, 100), text },
})

/** What a person can act on at once. */
const MOST_PROBLEMS = 50

const refused = (problems: LineProblem[]): Invalid => {
  const sentences = problems
    .toSorted((a, b) => a.line - b.line)
    .slice(0, MOST_PROBLEMS)
    .map(({ line, field, text: { fr, en } }) => {
      const where = field ? ` (${field})` : ''
      return { fr: `Ligne ${line}${where} : ${fr}`, en: `Line ${line}${where}: ${en}` }
    })
  const [first = { fr: '', en: '' }] = sentences
  const others = problems.length - 1
  const and = {
    fr: others > 0 ? ` (et ${others} autre${others > 1 ? 's' : ''})` : '',
    en: others > 0 ? ` (and ${others} more)` : '',
  }
  const text = { fr: `${first.fr}${and.fr} Rien n’a été changé.`, en: `${first.en}${and.en} Nothing was changed.` }
  return new Invalid(text, { yaml: sentences })
}

const NOTHING: Text = {
  fr: 'Il n’y a aucun flux dans ce texte. Exportez-en un pour avoir un modèle.',
  en: 'There is no flow in this text. Export one to have a model.',
}
const SECRETS: Text = {
  fr: 'Les identifiants ne vont pas dans ce fichier, que d’autres liront : donnez-les dans la page du flux ou par l’API.',
  en: 'Credentials don’t go into this file, which others will read: give them in the page of the flow or by the API.',
}
const notASlug = (slug: string): Text => ({
  fr: `« ${slug.slice(0, 60)} » ne peut pas servir d’adresse : écrivez « ${slugOf(slug) || 'mon-flux'} ».`,
  en: `“${slug.slice(0, 60)}” cannot be an address: write “${slugOf(slug) || 'my-flow'}”.`,
})
const sameSlug = (slug: string, line: number): Text => ({
  fr: `« ${slug} » est déjà celui du flux de la ligne ${line}.`,
  en: `“${slug}” already is that of the flow of line ${line}.`,
})
