import type { Dataset } from '../catalog/index.ts'
import type { UserActor } from '../lib/actor.ts'
import type { Remote, RemoteDataset, RemoteFile } from '../remotes/index.ts'
import type { Mirror, MirrorDeps, Mirrored, MirrorKey, OnBytes } from './model.ts'

/** One copy of a catalogue, under way. */
export interface Job {
  deps: MirrorDeps
  actor: UserActor
  mirror: Mirror
  key: MirrorKey
  remote: Remote
  /** What was seen since is seen by it. */
  startedAt: Date
  /** Told how much of the file under way has come. */
  onBytes: OnBytes
}

/** One resource of the other server, and where it goes. */
export interface Place {
  remote: RemoteDataset
  dataset: Dataset
  file: RemoteFile
  /** What it is here; undefined: nothing yet. */
  mirrored: Mirrored | undefined
}
