import type { FilesDefinition, Flow, FlowDefinition, FlowField, FlowSource, MirrorDefinition } from '@cimaise/client'
import { words } from '../../language.ts'

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
export type Defaults = {
  files: Omit<FilesDefinition, 'kind' | 'source' | 'selection' | 'mapping'> & {
    selection: Omit<FilesDefinition['selection'], 'pattern'>
    mapping: Omit<FilesDefinition['mapping'], 'dataset'>
  }
  mirror: Pick<MirrorDefinition, 'files'>
  kinds: { [K in 's3' | 'web' | 'sftp' | 'ftps']: Partial<FlowForm['sources'][K]> } & {
    template: Omit<DatasetTemplate, 'title'>
  }
}

/** Everything is taken, until somebody says what. */
const ALL_FILES = '**'
const DATA_GOUV = 'https://www.data.gouv.fr'

export const emptyForm = ({ files, mirror, kinds }: Defaults, organization: string): FlowForm => {
  const { selection, mapping, owns, schedule, gates, expected_days, alerts } = structuredClone(files)
  const server = { host: '', user: '', folder: '' }
  return {
    ...{ name: '', organization, kind: 's3', owns, schedule, gates, expected_days, alerts, mapping },
    sources: {
      s3: { kind: 's3', endpoint: '', region: '', bucket: '', prefix: '', path_style: true, ...kinds.s3 },
      web: { kind: 'web', url: '', index: false, ...kinds.web },
      sftp: { kind: 'sftp', ...server, port: 22, host_key: null, ...kinds.sftp },
      ftps: { kind: 'ftps', ...server, port: 21, implicit: false, ...kinds.ftps },
      folder: { kind: 'folder', path: '' },
      inbox: { kind: 'inbox' },
    },
    mirror: { server: DATA_GOUV, perimeter: { by: 'organization', value: '' }, ...mirror },
    selection: { ...selection, pattern: '' },
    dataset: { way: 'existing', id: '', template: { title: '', ...structuredClone(kinds.template) } },
    destination: { way: 'here', server: DATA_GOUV, dataset_id: '' },
  }
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
      ...{ ...empty.dataset, way: dataset.kind, id: dataset.kind === 'existing' ? dataset.id : '' },
      ...(dataset.kind === 'template' && { template: templateOf(dataset) }),
    },
    destination:
      destination.kind === 'udata' ? { way: 'udata', ...rest(destination) } : { ...empty.destination, way: 'here' },
  }
}

const templateOf = ({ kind: _kind, ...template }: Extract<Dataset, { kind: 'template' }>): DatasetTemplate => template
const rest = ({ server, dataset_id }: { server: string; dataset_id: string }) => ({ server, dataset_id })

/**
 * The definition that the form says, without what it keeps of other choices. What isn't said yet is made good, so that
 * a draft can be kept from its first step on.
 */
export const definitionOf = (form: FlowForm): FlowDefinition => {
  const { schedule, alerts } = form
  if (form.kind === 'mirror') return { kind: 'mirror', ...form.mirror, schedule, alerts }
  const { selection, gates, expected_days, destination } = form
  return {
    ...{ kind: 'files', source: form.sources[form.kind], owns: ownsOf(form), schedule, gates, expected_days, alerts },
    selection: { ...selection, pattern: selection.pattern.trim() || ALL_FILES },
    mapping: { ...form.mapping, identity: identityOf(form), dataset: datasetOf(form) },
    destination: destination.way === 'udata' ? { kind: 'udata', ...rest(destination) } : { kind: 'here' },
  }
}

const datasetOf = ({ dataset, destination, name }: FlowForm): Dataset => {
  // Files that go elsewhere go to a dataset of there.
  if (destination.way === 'udata') return { kind: 'existing', id: destination.dataset_id }
  if (dataset.way === 'existing' && dataset.id !== '') return { kind: 'existing', id: dataset.id }
  return { kind: 'template', ...dataset.template, title: dataset.template.title.trim() || name }
}

/** What the flow was given and has words for. */
const ownsOf = ({ owns, dataset, mapping }: FlowForm): FlowField[] =>
  owns.filter((field) => {
    if (field === 'dataset.title' || field === 'dataset.description') return dataset.way === 'template'
    return field !== 'resource.description' || mapping.resource.description !== null
  })

/** Only parts that the pattern still has. */
const identityOf = ({ mapping, selection }: FlowForm): string[] => {
  const parts = partsOf(selection.pattern)
  return mapping.identity.filter((name) => parts.includes(name))
}

/** `musees/liste_{annee}.csv` has one part, `annee`. */
export const partsOf = (pattern: string): string[] => [
  ...new Set([...pattern.matchAll(/\{([a-z][a-z0-9_]*)\}/g)].map(([, name = '']) => name)),
]

/** Secrets that each kind of source may be given. */
const SECRETS: Record<SourceKind, string[]> = {
  s3: ['access_key_id', 'secret_access_key', 'session_token'],
  web: ['username', 'password', 'token'],
  sftp: ['password', 'private_key', 'passphrase'],
  ftps: ['password'],
  folder: [],
  inbox: [],
  mirror: ['api_key'],
}
export const secretsOf = ({ kind, destination }: FlowForm): string[] =>
  kind !== 'mirror' && destination.way === 'udata' ? [...SECRETS[kind], 'api_key'] : SECRETS[kind]
/** Those of the source alone, asked in the first step. */
export const sourceSecretsOf = ({ kind }: FlowForm): string[] => SECRETS[kind]

/** What the first step still lacks, by field. */
export const sourceErrors = (form: FlowForm): Record<string, string> =>
  Object.fromEntries(
    NEEDED[form.kind].filter((field) => valueAt(form, field).trim() === '').map((field) => [field, w[field]]),
  )

const w = words({
  fr: {
    name: 'Donnez un nom au flux.',
    endpoint: 'Donnez l’adresse du service.',
    bucket: 'Donnez le nom du bucket.',
    url: 'Donnez l’adresse du fichier ou de la page.',
    host: 'Donnez le nom du serveur.',
    user: 'Donnez l’identifiant.',
    path: 'Donnez le dossier.',
    server: 'Donnez l’adresse du serveur.',
    value: 'Dites quoi copier.',
    pattern: 'Dites quels fichiers prendre.',
    datasetId: 'Donnez l’identifiant du jeu de données.',
    dataset: 'Choisissez un jeu de données.',
    title: 'Donnez un titre au jeu de données à créer.',
    description: 'Décrivez-le en une phrase au moins.',
  },
  en: {
    name: 'Give the flow a name.',
    endpoint: 'Give the address of the service.',
    bucket: 'Give the name of the bucket.',
    url: 'Give the address of the file or the page.',
    host: 'Give the name of the server.',
    user: 'Give the user name.',
    path: 'Give the folder.',
    server: 'Give the address of the server.',
    value: 'Say what to copy.',
    pattern: 'Say which files to take.',
    datasetId: 'Give the id of the dataset.',
    dataset: 'Choose a dataset.',
    title: 'Give the dataset to create a title.',
    description: 'Describe it in one sentence at least.',
  },
})

type Needed = 'name' | 'endpoint' | 'bucket' | 'url' | 'host' | 'user' | 'path' | 'server' | 'value'
const NEEDED: Record<SourceKind, Needed[]> = {
  s3: ['name', 'endpoint', 'bucket'],
  web: ['name', 'url'],
  sftp: ['name', 'host', 'user'],
  ftps: ['name', 'host', 'user'],
  folder: ['name', 'path'],
  inbox: ['name'],
  mirror: ['name', 'server', 'value'],
}

const valueAt = (form: FlowForm, field: string): string => {
  if (field === 'name') return form.name
  if (form.kind === 'mirror') return field === 'server' ? form.mirror.server : form.mirror.perimeter.value
  return String((form.sources[form.kind] as Record<string, unknown>)[field] ?? '')
}

/** What the second step still lacks, by field. */
export const filesErrors = (form: FlowForm): Record<string, string> => ({
  ...(form.selection.pattern.trim() === '' && { pattern: w.pattern }),
  ...(form.destination.way === 'udata' ? elsewhereErrors(form.destination) : datasetErrors(form.dataset)),
})

const elsewhereErrors = ({ server, dataset_id: id }: FlowForm['destination']): Record<string, string> => ({
  ...(server.trim() === '' && { server: w.server }),
  ...(id.trim() === '' && { dataset_id: w.datasetId }),
})

const datasetErrors = ({ way, id, template }: FlowForm['dataset']): Record<string, string> => {
  if (way === 'existing') return id === '' ? { dataset: w.dataset } : {}
  return {
    ...(template.title.trim() === '' && { template_title: w.title }),
    ...(template.description.trim() === '' && { template_description: w.description }),
  }
}
