import type { Destination, Flow } from './model.ts'

/** Where a flow's files go; null: it copies a catalogue. */
export const destinationOf = ({ definition }: Pick<Flow, 'definition'>): Destination | null =>
  definition.kind === 'files' ? definition.destination : null
