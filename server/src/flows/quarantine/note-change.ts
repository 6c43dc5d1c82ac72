import type { Tx } from '../../db/index.ts'
import type { Flow } from '../model.ts'
import { updatePulse } from '../store.flows.ts'
import { tellPeople } from '../tell.ts'

/** Something new is published, by a person's decision as by any run: a flow that was late isn't any more. */
export const noteChange = async (tx: Tx, flow: Flow, at: Date): Promise<void> => {
  await updatePulse(tx, flow.id, { lastChangeAt: at, toldLateAt: null })
  if (flow.toldLateAt) await tellPeople(tx, flow, 'settled', { statuses: ['late'] })
}
