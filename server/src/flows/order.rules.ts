import type { FlowHealth } from './model.ts'

const GRAVITY: FlowHealth[] = ['failing', 'held', 'late', 'never_run', 'ok', 'paused', 'draft']

/** Flows that need somebody first; otherwise in the order they came. */
export const needsSomebodyFirst = <T extends { health: FlowHealth }>(flows: T[]): T[] =>
  flows.toSorted((a, b) => GRAVITY.indexOf(a.health) - GRAVITY.indexOf(b.health))
