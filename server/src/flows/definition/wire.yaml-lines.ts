// YAML with the place of each value: comments to write, lines to name in errors.
import {
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document,
  type ErrorCode,
  type Node,
} from 'yaml'
import type { Text } from '../../lib/text.ts'
import type { Problem } from './problems.rules.ts'

/** A document, and where its values are. */
export interface ReadDocument {
  value: unknown
  /** 1-based; of a field that isn't there, that of the block that it should be in. */
  lineOf(path: Problem['path']): number
}
export interface LineProblem {
  line: number
  /** The field, where there is one. */
  field?: string
  text: Text
}

/** A text of people's, not of an attacker's: far more than a hundred flows. */
const MOST_CHARACTERS = 500_000
const DEEPEST = 40

/**
 * The documents of a text that have something in them, or why it is no YAML of ours. Aliases are refused: flows don't
 * need them, and a few lines of them can stand for a terabyte.
 */
export const readDocuments = (text: string): { documents: ReadDocument[] } | { problems: LineProblem[] } => {
  if (text.length > MOST_CHARACTERS) return { problems: [{ line: 1, text: TOO_LONG }] }
  const deep = deepLine(text)
  if (deep !== null) return { problems: [{ line: deep, text: TOO_DEEP }] }
  const counter = new LineCounter()
  const options = { lineCounter: counter, prettyErrors: false, resolveKnownTags: false, logLevel: 'silent' as const }
  const parsed = parseAllDocuments(text, { ...options, stringKeys: true })
  const documents = 'empty' in parsed ? [] : parsed
  const lineAt = (offset: number): number => counter.linePos(offset).line
  const problems = documents.flatMap((document) => syntaxProblems(document, lineAt))
  if (problems.length > 0) return { problems }
  const filled = documents.filter(({ contents }) => contents && !(isScalar(contents) && contents.value === null))
  return {
    documents: filled.map((document) => ({
      value: document.toJS(),
      lineOf: (path) => lineAt(offsetOf(document.contents, path)),
    })),
  }
}

/** The reader of YAML calls itself for each level: thousands of them end the process, so they are counted before. */
const deepLine = (text: string): number | null => {
  let [line, depth, onLine] = [1, 0, 0]
  for (const token of new Lexer().lex(text)) {
    line += token.split('\n').length - 1
    if (token.includes('\n')) onLine = 0
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    else if (token === '-' || token === '?') onLine += 1
    else if (/^ +$/.test(token)) onLine += token.length / 2
    if (depth > DEEPEST || onLine > DEEPEST) return line
  }
  return null
}

const syntaxProblems = (document: Document.Parsed, lineAt: (offset: number) => number): LineProblem[] => {
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    ...{ line: lineAt(pos[0]), text: SENTENCES[code] ?? notYaml(message) },
  }))
  visit(document, { Alias: (_, { range }) => void problems.push({ line: lineAt(range?.[0] ?? 0), text: ALIAS }) })
  return problems
}

const offsetOf = (contents: Node | null, path: Problem['path']): number => {
  let node: unknown = contents
  let offset = contents?.range?.[0] ?? 0
  for (const name of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === name)
      if (!pair) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(name)]
      offset = (node as Node | undefined)?.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

const TOO_LONG: Text = {
  fr: 'Ce texte est trop long : appliquez vos flux en plusieurs fois.',
  en: 'This text is too long: apply your flows in several times.',
}
const TOO_DEEP: Text = {
  fr: 'Trop de niveaux les uns dans les autres : ce n’est pas un flux.',
  en: 'Too many levels inside one another: this is no flow.',
}
const ALIAS: Text = {
  fr: 'Les alias (*nom) ne sont pas acceptés, ou ce texte commence par une étoile : écrivez la valeur, entre guillemets.',
  en: 'Aliases (*name) are not accepted, or this text begins with a star: write the value, with quotes.',
}
const SENTENCES: Partial<Record<ErrorCode, Text>> = {
  DUPLICATE_KEY: { fr: 'Ce champ est là deux fois.', en: 'This field is there twice.' },
  TAB_AS_INDENT: {
    fr: 'Une tabulation décale cette ligne : mettez des espaces.',
    en: 'A tab indents this line: put spaces.',
  },
  BAD_INDENT: {
    fr: 'Le décalage de cette ligne ne correspond à rien, ou un crochet n’est pas fermé avant elle.',
    en: 'The indentation of this line fits nothing, or a bracket is not closed before it.',
  },
  MISSING_CHAR: {
    fr: 'Il manque un guillemet, un crochet, une virgule ou deux-points avant cette ligne ou à sa fin.',
    en: 'A quote, a bracket, a comma or a colon is missing before this line or at its end.',
  },
  TAG_RESOLVE_FAILED: {
    fr: 'Les étiquettes (!nom) ne sont pas acceptées : écrivez la valeur, entre guillemets.',
    en: 'Tags (!name) are not accepted: write the value, with quotes.',
  },
}
const notYaml = (message: string): Text => ({
  fr: `Cette ligne n’est pas du YAML (${message}). Un texte qui contient « : », « # » ou une accolade va entre guillemets.`,
  en: `This line is not YAML (${message}). A text that holds “:”, “#” or a brace goes between quotes.`,
})
