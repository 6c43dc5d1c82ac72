import type { Text } from '../lib/text.ts'

/** Where files come from, without its secrets. Keys of objects are relative to the prefix or the folder. */
export type SourceSpec = S3Spec | WebSpec | SftpSpec | FtpsSpec | FolderSpec | InboxSpec

export interface S3Spec {
  kind: 's3'
  /** Address of the service, `https://s3.example.fr`. */
  endpoint: string
  region: string
  bucket: string
  prefix: string
  /** `endpoint/bucket/key` rather than `bucket.endpoint/key`. */
  pathStyle: boolean
}

export interface WebSpec {
  kind: 'web'
  url: string
  /** The page lists the files: its links are the objects. Otherwise the address is the file. */
  index: boolean
}

export interface SftpSpec {
  kind: 'sftp'
  host: string
  port: number
  user: string
  folder: string
  /** `SHA256:…`, as `ssh-keygen -l` prints it; null: not pinned yet, nothing is read. */
  hostKey: string | null
}

export interface FtpsSpec {
  kind: 'ftps'
  host: string
  port: number
  user: string
  folder: string
  /** TLS from the first byte (port 990) rather than by `AUTH TLS`. */
  implicit: boolean
}

/** A folder of the server's disk, relative to the root that the operator gives to flows. */
export interface FolderSpec {
  kind: 'folder'
  path: string
}

/** Files that somebody's server drops at an address of ours. */
export interface InboxSpec {
  kind: 'inbox'
}

/** By name: `access_key_id`, `secret_access_key`, `password`, `private_key`, `passphrase`, `token`. */
export type Secrets = Record<string, string>

/** What each kind may be given. */
export const SECRET_NAMES: Record<SourceSpec['kind'], readonly string[]> = {
  s3: ['access_key_id', 'secret_access_key', 'session_token'],
  web: ['username', 'password', 'token'],
  sftp: ['password', 'private_key', 'passphrase'],
  ftps: ['password'],
  folder: [],
  inbox: [],
}

/** One file of a source, as its listing says. */
export interface SeenObject {
  key: string
  sizeBytes: number | null
  modifiedAt: Date | null
  etag: string | null
  versionId: string | null
}

/** A source that is open: every method throws `SourceFailure`. */
export interface Source {
  /** Every file, a page at a time: a million of them fit in memory. In no particular order. */
  list(): AsyncIterable<SeenObject>
  /** One file as it is now; undefined when it isn't there. */
  look(key: string): Promise<SeenObject | undefined>
  /** The bytes of the very state that was seen, from `offset` on. Fails with `changed` when it is another one by now. */
  read(seen: SeenObject, offset: number): Promise<AsyncIterable<Uint8Array>>
  /** Former states that the source kept, oldest first, the present one last; absent when it keeps none. */
  versions?(key: string): AsyncIterable<SeenObject>
  close(): Promise<void>
}

export type SourceReason =
  | 'unreachable'
  /** The name, the key or the password isn't accepted. */
  | 'credentials'
  /** Accepted, but this may not be listed or read. */
  | 'forbidden'
  | 'not_found'
  /** Another state than the one that was seen. */
  | 'changed'
  /** Fewer bytes than were announced, or a sum that doesn't match. */
  | 'truncated'
  | 'too_large'
  | 'timeout'
  /** Not the host key, or the certificate, that is known. */
  | 'identity'
  /** A private address, or a port, that the operator doesn't allow. */
  | 'address'
  /** An answer that isn't the protocol's. */
  | 'protocol'

/** Something about the source, in words for whoever looks after the flow; never with a secret. */
export class SourceFailure extends Error {
  readonly reason: SourceReason
  readonly text: Text

  constructor(reason: SourceReason, text: Text, options?: { cause?: unknown }) {
    super(text.en, options)
    this.name = 'SourceFailure'
    this.reason = reason
    this.text = text
  }
}

/** Worth trying again soon, without anybody's help. */
export const isPassing = ({ reason }: SourceFailure): boolean =>
  ['unreachable', 'timeout', 'changed', 'truncated', 'protocol'].includes(reason)
