import Type from 'typebox'
import { orNull } from '../../openapi/index.ts'
import { KIND_DEFAULTS } from './defaults.rules.ts'
import { EXACTLY, mayBeEmpty, optional, words } from './wire.words.ts'

const { s3, web, sftp, ftps } = KIND_DEFAULTS
const host = words('Name or address of the server, without a scheme.', 255)
const user = words('Name of the account; its password or key is a credential.', 255)
const port = (usual: number) => optional(Type.Integer({ minimum: 1, maximum: 65_535 }), usual)
const folder = (usual: string) => optional(words('Folder that keys are relative to.', 1_000), usual)

/** Where files come from; no secret is in it. */
export const FlowSource = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('s3', { description: 'A bucket that speaks S3.' }),
      endpoint: words('Address of the service, `https://s3.example.org`.'),
      region: optional(words('Region that requests are signed for.', 100), s3.region),
      bucket: words('Name of the bucket.', 255),
      prefix: optional(mayBeEmpty('Beginning of the keys to list; the others are not seen.', 1_024), s3.prefix),
      path_style: optional(
        Type.Boolean({ description: '`endpoint/bucket/key` rather than `bucket.endpoint/key`.' }),
        s3.pathStyle,
      ),
    },
    { ...EXACTLY, title: 'FlowSourceS3' },
  ),
  Type.Object(
    {
      kind: Type.Literal('web', { description: 'A file of the web, or a page that lists files.' }),
      url: words('Address of the file or of the page.', 2_000),
      index: optional(Type.Boolean({ description: 'The page lists the files: its links are the objects.' }), web.index),
    },
    { ...EXACTLY, title: 'FlowSourceWeb' },
  ),
  Type.Object(
    {
      kind: Type.Literal('sftp', { description: 'A folder of a server, by SSH.' }),
      host,
      port: port(sftp.port),
      user,
      folder: folder(sftp.folder),
      host_key: optional(
        orNull(
          words('Key of the server, `SHA256:…` as `ssh-keygen -l` prints it; nothing is read before it is known.', 100),
        ),
        sftp.hostKey,
      ),
    },
    { ...EXACTLY, title: 'FlowSourceSftp' },
  ),
  Type.Object(
    {
      kind: Type.Literal('ftps', { description: 'A folder of a server, by FTP over TLS.' }),
      host,
      port: port(ftps.port),
      user,
      folder: folder(ftps.folder),
      implicit: optional(Type.Boolean({ description: 'TLS from the first byte (port 990).' }), ftps.implicit),
    },
    { ...EXACTLY, title: 'FlowSourceFtps' },
  ),
  Type.Object(
    {
      kind: Type.Literal('folder', { description: 'A folder of the disk of the platform.' }),
      path: words('Relative to the folder that the operator gives to flows.'),
    },
    { ...EXACTLY, title: 'FlowSourceFolder' },
  ),
  Type.Object(
    { kind: Type.Literal('inbox', { description: 'An address of the platform where files are dropped.' }) },
    { ...EXACTLY, title: 'FlowSourceInbox' },
  ),
])
