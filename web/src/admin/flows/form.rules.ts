import type { FilesDefinition, Flow, FlowDefinition, FlowSource, MirrorDefinition } from '@cimaise/client'

export type SourceKind = FlowSource['kind'] | 'mirror'
type Dataset = FilesDefinition['mapping']['dataset']
export type DatasetTemplate = Omit<Extract<Dataset, { kind: 'template' }>, 'kind'>

/** Everything that was typed, whatever is chosen for now: going back and forth loses nothing. */
export type FlowForm = {
  name: string
  organization: string
  kind: SourceKind
  sources: { [K in FlowSource['kind']]: Extract<FlowSource, { kind: K }> }
  mirror: Pick<MirrorDefinition, 'server' | 'perimeter' | 'files'>
  selection: FilesDefinition['selection']
  mapping: Omit<FilesDefinition['mapping'], 'dataset'>
  dataset: { way: Dataset['kind']; id: string; template: DatasetTemplate }
  destination: { way: 'here' | 'udata'; server: string; dataset_id: string }
} & Pick<FilesDefinition, 'owns' | 'schedule' | 'gates' | 'expected_days' | 'alerts'>

/** What the server says of a new flow (`getFlowDefaults`). */
export type Defaults = Pick<
  FilesDefinition,
  'selection' | 'mapping' | 'owns' | 'schedule' | 'gates' | 'expected_days' | 'alerts'
>

const SOURCES: FlowForm['sources'] = {
  s3: { kind: 's3', endpoint: '', region: 'us-east-1', bucket: '', prefix: '', path_style: true },
  web: { kind: 'web', url: '', index: false },
  sftp: { kind: 'sftp', host: '', port: 22, user: '', folder: '', host_key: null },
  ftps: { kind: 'ftps', host: '', port: 21, user: '', folder: '', implicit: false },
  folder: { kind: 'folder', path: '' },
  inbox: { kind: 'inbox' },
}
const TEMPLATE: DatasetTemplate = {
  ...{ title: '', description: '', tags: [], license: 'lov2', frequency: null, private: true },
}
const MIRROR: FlowForm['mirror'] = {
  ...{ server: 'https://www.data.gouv.fr', perimeter: { by: 'organization', value: '' }, files: 'copy' },
}
const REMOTE = { server: 'https://www.data.gouv.fr', dataset_id: '' }

export const emptyForm = (defaults: Defaults, organization: string): FlowForm => {
  const { dataset, ...mapping } = defaults.mapping
  return structuredClone({
    ...{ name: '', organization, kind: 's3' as const, sources: SOURCES, mirror: MIRROR },
    ...{ selection: defaults.selection, mapping, owns: defaults.owns, schedule: defaults.schedule },
    ...{ gates: defaults.gates, expected_days: defaults.expected_days, alerts: defaults.alerts },
    dataset: { way: 'existing' as const, id: '', template: templateOf(dataset) },
    destination: { way: 'here' as const, ...REMOTE },
  })
}

const templateOf = (dataset: Dataset | undefined): DatasetTemplate => {
  if (dataset?.kind !== 'template') return TEMPLATE
  const { kind: _kind, ...template } = dataset
  return template
}

/** What is there of a flow, in a form that also holds what another choice would ask. */
export const formOf = (flow: Flow, defaults: Defaults): FlowForm => {
  const empty = emptyForm(defaults, flow.organization.id)
  const { definition } = structuredClone(flow)
  const { schedule, alerts } = definition
  const common = { ...empty, name: flow.name, schedule, alerts }
  if (definition.kind === 'mirror') {
    const { server, perimeter, files } = definition
    return { ...common, kind: 'mirror', mirror: { server, perimeter, files } }
  }
  const { source, selection, owns, gates, expected_days, destination } = definition
  const { dataset, ...mapping } = definition.mapping
  return {
    ...{ ...common, kind: source.kind, sources: { ...empty.sources, [source.kind]: source } },
    ...{ selection, mapping, owns, gates, expected_days },
    dataset: {
      ...{ way: dataset.kind, id: dataset.kind === 'existing' ? dataset.id : '' },
      template: templateOf(dataset),
    },
    destination: destination.kind === 'udata' ? { way: 'udata', ...rest(destination) } : { way: 'here', ...REMOTE },
  }
}

const rest = ({ server, dataset_id }: { server: string; dataset_id: string }) => ({ server, dataset_id })

/** The definition that the form says, without what it keeps of other choices. */
export const definitionOf = (form: FlowForm): FlowDefinition => {
  const { schedule, alerts } = form
  if (form.kind === 'mirror') return { kind: 'mirror', ...form.mirror, schedule, alerts }
  const { selection, owns, gates, expected_days, dataset, destination } = form
  return {
    ...{ kind: 'files', source: form.sources[form.kind], selection, owns, schedule, gates, expected_days, alerts },
    mapping: { ...form.mapping, identity: identityOf(form), dataset: datasetOf(dataset) },
    destination: destination.way === 'udata' ? { kind: 'udata', ...rest(destination) } : { kind: 'here' },
  }
}

const datasetOf = ({ way, id, template }: FlowForm['dataset']): Dataset =>
  way === 'existing' ? { kind: 'existing', id } : { kind: 'template', ...template }

/** Only parts that the pattern still has. */
const identityOf = ({ mapping, selection }: FlowForm): string[] => {
  const parts = partsOf(selection.pattern)
  return mapping.identity.filter((name) => parts.includes(name))
}

/** `musees/liste_{annee}.csv` has one part, `annee`. */
export const partsOf = (pattern: string): string[] => [
  ...new Set([...pattern.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name = '']) => name)),
]

/** Secrets that each kind of source may be given, those of its destination included. */
const SECRETS: Record<SourceKind, string[]> = {
  s3: ['access_key_id', 'secret_access_key', 'session_token'],
  web: ['username', 'password', 'token'],
  sftp: ['password', 'private_key', 'passphrase'],
  ftps: ['password'],
  folder: [],
  inbox: [],
  mirror: ['api_key'],
}
export const secretsOf = ({ kind }: FlowForm): string[] => SECRETS[kind]

/** What the first step still lacks, by field. */
export const sourceErrors = (form: FlowForm): Record<string, string> => {
  const needed = NEEDED[form.kind]
    .map(([field, words]) => [field, words, valueAt(form, field)] as const)
    .filter(([, , value]) => value.trim() === '')
  return Object.fromEntries(needed.map(([field, words]) => [field, words]))
}

const NAME = ['name', 'Donnez un nom au flux.'] as const
const NEEDED: Record<SourceKind, (readonly [string, string])[]> = {
  s3: [NAME, ['endpoint', 'Donnez l’adresse du service.'], ['bucket', 'Donnez le nom du bucket.']],
  web: [NAME, ['url', 'Donnez l’adresse du fichier ou de la page.']],
  sftp: [NAME, ['host', 'Donnez le nom du serveur.'], ['user', 'Donnez l’identifiant.']],
  ftps: [NAME, ['host', 'Donnez le nom du serveur.'], ['user', 'Donnez l’identifiant.']],
  folder: [NAME],
  inbox: [NAME],
  mirror: [NAME, ['server', 'Donnez l’adresse du serveur.'], ['value', 'Dites quoi copier.']],
}

const valueAt = (form: FlowForm, field: string): string => {
  if (field === 'name') return form.name
  if (form.kind === 'mirror') return field === 'server' ? form.mirror.server : form.mirror.perimeter.value
  return String((form.sources[form.kind] as Record<string, unknown>)[field] ?? '')
}

/** What the second step still lacks, by field. */
export const filesErrors = ({ selection, dataset, destination }: FlowForm): Record<string, string> => ({
  ...(selection.pattern.trim() === '' && { pattern: 'Dites quels fichiers prendre.' }),
  ...(destination.way === 'udata' &&
    destination.dataset_id.trim() === '' && { dataset_id: 'Donnez l’identifiant du jeu de données.' }),
  ...(destination.way === 'here' &&
    (dataset.way === 'existing'
      ? dataset.id === '' && { dataset: 'Choisissez un jeu de données.' }
      : withoutTitle(dataset))),
})

const withoutTitle = ({ template }: FlowForm['dataset']): Record<string, string> | false =>
  template.title.trim() === '' && { template_title: 'Donnez un titre au jeu de données à créer.' }
