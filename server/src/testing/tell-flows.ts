/** The flows of the story: one that feeds a dataset and holds a file back, one whose bucket doesn't answer. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { activateFlow, createFlow, runFlow, startRun, type FlowDeps } from '../flows/index.ts'
import { DEFAULTS } from '../flows/definition/defaults.rules.ts'
import type { FilesDefinition, Flow } from '../flows/model.ts'
import type { Actor } from '../lib/actor.ts'

/** Below `FLOW_FOLDERS`, as somebody's server would leave its files there. */
const FOLDER = 'entrees-musees'

/** Declares them and lets a few nights pass; `folderRoot` of the deps must be a throw-away folder. */
export const tellFlows = async (deps: FlowDeps, actor: Actor, organizationId: string): Promise<void> => {
  const folder = join(deps.folderRoot ?? '', FOLDER)
  await mkdir(folder, { recursive: true })
  const night = async (files: Record<string, number>): Promise<void> => {
    for (const [name, rows] of Object.entries(files)) await writeFile(join(folder, name), entriesOf(rows))
  }
  await night({ 'entrees_2023.csv': 310, 'entrees_2024.csv': 322, 'entrees_2025.csv': 318 })
  const name = 'Entrées des musées, chaque nuit'
  const draft = await createFlow(deps, actor, { name, organizationId, definition: FEEDING })
  const feeding = await activateFlow(deps, actor, draft.id)
  await run(deps, actor, feeding)
  await night({ 'entrees_2025.csv': 331 })
  await run(deps, actor, feeding)
  // An export that was cut: it waits in quarantine.
  await night({ 'entrees_2024.csv': 96 })
  await run(deps, actor, feeding)

  const other = await createFlow(deps, actor, {
    ...{ name: 'Monuments, depuis le stockage de la DRAC', organizationId, definition: FAILING },
    secrets: { access_key_id: 'exemple', secret_access_key: 'exemple' },
  })
  await run(deps, actor, await activateFlow(deps, actor, other.id))
}

const run = async (deps: FlowDeps, actor: Actor, flow: Flow): Promise<void> => {
  await startRun(deps.db, actor, flow, { trigger: 'person' })
  await runFlow(deps, flow.id)
}

const entriesOf = (rows: number): string =>
  ['identifiant;musee;commune;entrees;dont_gratuites', ...Array.from({ length: rows }, (_, i) => rowOf(i + 1))].join(
    '\n',
  ) + '\n'

const rowOf = (number: number): string => {
  const entries = 1_200 + ((number * 7_919) % 48_000)
  return `M${String(number).padStart(4, '0')};Musée n° ${number};${TOWNS[number % TOWNS.length]};${entries};${Math.round(entries / 3)}`
}
const TOWNS = ['Saint-Aubin', 'Clermont', 'Vaucouleurs', 'Roquebrune', 'Ploërmel', 'Guéret', 'Chambord']

const { selection, mapping, ...usual } = DEFAULTS.files

const FEEDING: FilesDefinition = {
  ...usual,
  kind: 'files',
  source: { kind: 'folder', path: FOLDER },
  selection: { ...selection, pattern: 'entrees_{annee}.csv', settleSeconds: 0 },
  mapping: {
    ...mapping,
    identity: ['annee'],
    dataset: {
      ...{ kind: 'template', title: 'Entrées des musées', tags: ['musees', 'frequentation'], private: false },
      description:
        'Entrées annuelles de chaque musée, payantes et gratuites. Un fichier par an, mis à jour chaque nuit.',
      ...{ license: 'lov2', frequency: 'daily' },
    },
    resource: { ...mapping.resource, title: 'Entrées {annee}', order: 'newest' },
  },
  owns: ['resource.title', 'dataset.temporal_coverage'],
  schedule: { kind: 'cron', expression: '30 5 * * *', timeZone: 'Europe/Paris' },
}

const FAILING: FilesDefinition = {
  ...usual,
  kind: 'files',
  source: {
    ...{ kind: 's3', endpoint: 'https://s3.drac.example', region: 'fr-par', bucket: 'monuments' },
    ...{ prefix: '', pathStyle: true },
  },
  selection: { ...selection, pattern: 'exports/monuments_{date}.csv' },
  mapping: {
    ...{ ...mapping, several: 'latest', resource: { ...mapping.resource, title: 'Liste des monuments' } },
    dataset: {
      ...{ kind: 'template', title: 'Monuments de la DRAC', description: 'Liste tenue par la DRAC.', tags: [] },
      ...{ license: null, frequency: null, private: true },
    },
  },
}
