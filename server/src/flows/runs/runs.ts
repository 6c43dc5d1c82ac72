import type { Actor } from '../../lib/actor.ts'
import { Conflict, NotFound } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { Db } from '../../db/index.ts'
import type { Page } from '../../http/index.ts'
import { getFlow, getManagedFlow } from '../flows.ts'
import type { Decision, Flow, Outcome, Run } from '../model.ts'
import { selectDecisions } from './store.decisions.ts'
import { cancelRun, selectRun, selectRuns } from './store.runs.ts'

/** A page of a flow's runs, the newest first. Throws `NotFound`. */
export const listRuns = async (db: Db, actor: Actor, flow: string, page: Page): Promise<[Run[], number]> =>
  selectRuns(db, (await getFlow(db, actor, flow)).id, page)

/** A run, by its id or its number. Throws `NotFound`. */
export const getRun = async (
  db: Db,
  actor: Actor,
  flowId: string,
  idOrNumber: string,
): Promise<{ flow: Flow; run: Run }> => {
  const flow = await getFlow(db, actor, flowId)
  const run = await selectRun(db, flow.id, idOrNumber)
  if (!run) throw new NotFound(NO_RUN)
  return { flow, run }
}

/** What became of each object of a run, the gravest first. Throws `NotFound`. */
export const listDecisions = async (
  db: Db,
  actor: Actor,
  path: { flow: string; run: string },
  outcome: Outcome | null,
  page: Page,
): Promise<[Decision[], number]> => {
  const { run } = await getRun(db, actor, path.flow, path.run)
  return selectDecisions(db, run.id, outcome, page)
}

/** Stops a run: nothing new is begun, what it published stays. Throws `NotFound`, `Forbidden`, `Conflict`. */
export const stopRun = async (db: Db, actor: Actor, path: { flow: string; run: string }): Promise<Run> => {
  await getManagedFlow(db, actor, path.flow)
  const { flow, run } = await getRun(db, actor, path.flow, path.run)
  if (!(await cancelRun(db, run.id, new Date()))) throw new Conflict(ENDED)
  return (await selectRun(db, flow.id, run.id)) ?? run
}

const NO_RUN: Text = { fr: 'Ce passage n’existe pas.', en: 'This run does not exist.' }
const ENDED: Text = { fr: 'Ce passage est déjà terminé.', en: 'This run has ended already.' }
