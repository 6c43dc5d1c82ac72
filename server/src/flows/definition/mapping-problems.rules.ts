import { findFrequency, findLicense, tagProblem } from '../../catalog/index.ts'
import type { Text } from '../../lib/text.ts'
import { nearestOf } from './nearest.rules.ts'
import type { DatasetChoice, FilesDefinition, Mapping } from '../model.ts'
import { compilePattern } from '../mapping/pattern.rules.ts'
import { problemsOf, type Problem } from './problems.rules.ts'
import { checkTemplate, namesIn } from '../mapping/template.rules.ts'

/** What of a mapping doesn't agree with the pattern, with itself, or with what the flow owns. */
export const mappingProblems = ({ selection, mapping, owns }: FilesDefinition): Problem[] => {
  const problems = [...conversionProblems(mapping), ...ownedProblems(mapping, owns)]
  // Of a pattern that cannot be, nothing follows.
  const parts = partsIn(selection.pattern)
  if (!parts) return problems
  const { dataset, resource, identity } = mapping
  const template = (field: string, text: string | null): Problem[] =>
    text === null ? [] : problemsOf(['mapping', 'resource', field], () => checkTemplate(text, parts))
  return [
    ...identityProblems(identity, parts),
    ...(dataset.kind === 'template' ? datasetProblems(dataset, identity, parts) : []),
    ...template('title', resource.title),
    ...template('description', resource.description),
    ...template('file_name', resource.fileName),
    ...problems,
  ]
}

const partsIn = (pattern: string): string[] | null => {
  try {
    return compilePattern(pattern).names
  } catch {
    return null
  }
}

const identityProblems = (identity: string[], parts: string[]): Problem[] =>
  identity.flatMap((name, at) => {
    const path = ['mapping', 'identity', at]
    if (identity.indexOf(name) < at) return [{ path, text: twice(name) }]
    return parts.includes(name) ? [] : [{ path, text: notInPattern(name, parts) }]
  })

type Template = Extract<DatasetChoice, { kind: 'template' }>
const datasetProblems = (dataset: Template, identity: string[], parts: string[]): Problem[] => {
  const path = (field: string): Problem['path'] => ['mapping', 'dataset', field]
  const say = (field: string, text: Text | undefined): Problem[] => (text ? [{ path: path(field), text }] : [])
  const unknown = (field: 'title' | 'description'): Problem[] =>
    problemsOf(path(field), () => checkTemplate(dataset[field], parts))
  const wrong = [...unknown('title'), ...unknown('description')]
  const inTitle = wrong.length > 0 ? [] : namesIn(dataset.title)
  const loose = inTitle.find((name) => !identity.includes(name))
  const foreign = wrong.length > 0 ? undefined : namesIn(dataset.description).find((name) => !inTitle.includes(name))
  return [
    ...wrong,
    ...say('title', loose === undefined ? undefined : notOfIdentity(loose)),
    ...say('description', foreign === undefined ? undefined : notOfTitle(foreign)),
    ...say('tags', tagProblem(dataset.tags)),
    ...say(
      'license',
      dataset.license === null || findLicense(dataset.license) ? undefined : unknownId(dataset.license),
    ),
    ...say(
      'frequency',
      dataset.frequency === null || findFrequency(dataset.frequency) ? undefined : unknownId(dataset.frequency),
    ),
  ]
}

const conversionProblems = ({ convert }: Mapping): Problem[] =>
  convert?.kind === 'unzip' ? problemsOf(['mapping', 'convert', 'member'], () => compilePattern(convert.member)) : []

/** A flow can't write what it doesn't know. */
const ownedProblems = ({ dataset, resource }: Mapping, owns: FilesDefinition['owns']): Problem[] =>
  owns.flatMap((field, at) => {
    const ofTemplate = field === 'dataset.title' || field === 'dataset.description'
    const hasWords =
      !(ofTemplate && dataset.kind === 'existing') &&
      !(field === 'resource.description' && resource.description === null)
    const path = ['owns', at]
    if (owns.indexOf(field) < at) return [{ path, text: twice(field) }]
    return hasWords ? [] : [{ path, text: nothingToWrite(field) }]
  })

const twice = (name: string): Text => ({ fr: `« ${name} » est là deux fois.`, en: `“${name}” is there twice.` })
const notInPattern = (name: string, parts: string[]): Text => {
  const meant = nearestOf(name, parts)
  const list = parts.map((part) => `{${part}}`).join(', ')
  if (meant !== null)
    return {
      fr: `« ${name} » n’est pas une partie du motif : vouliez-vous écrire « ${meant} » ?`,
      en: `“${name}” is no part of the pattern: did you mean “${meant}”?`,
    }
  return {
    fr: `« ${name} » n’est pas une partie du motif, qui a ${list || 'aucune partie'}.`,
    en: `“${name}” is no part of the pattern, which has ${list || 'no part'}.`,
  }
}
const notOfIdentity = (name: string): Text => ({
  fr: `{${name}} change de jeu de données sans changer l’identité du fichier : ajoutez « ${name} » à l’identité, ou retirez-le de ce titre.`,
  en: `{${name}} changes the dataset without changing the identity of the file: add “${name}” to the identity, or take it out of this title.`,
})
const notOfTitle = (name: string): Text => ({
  fr: `{${name}} n’est pas dans le titre : un même jeu de données aurait plusieurs descriptions.`,
  en: `{${name}} is not in the title: one dataset would have several descriptions.`,
})
const unknownId = (id: string): Text => ({
  fr: `« ${id} » n’est pas connu ici. Prenez un identifiant de la liste de référence.`,
  en: `“${id}” is not known here. Take an id of the reference list.`,
})
const nothingToWrite = (field: string): Text => ({
  fr: `Le flux n’a rien à écrire dans « ${field} » : donnez-lui un modèle, ou laissez ce champ aux personnes.`,
  en: `The flow has nothing to write into “${field}”: give it a template, or leave this field to people.`,
})
