import { FTPError } from 'basic-ftp'
import { missingFailure, networkFailure, protocolFailure, timeoutFailure, type Place } from '../failures.ts'
import { SourceFailure, type FtpsSpec } from '../model.ts'

/** Files come from ports that only the server knows: the operator allows the whole machine. */
export const anyPort = ({ host }: FtpsSpec): Place => ({ host, port: null })

/** Without TLS, anybody on the way reads the password and changes the files. */
export const noTls = ({ host }: FtpsSpec, cause: unknown): SourceFailure =>
  new SourceFailure(
    'identity',
    {
      fr: `« ${host} » ne parle que FTP en clair, qui n’est pas lu ici : rien n’a été envoyé, ni nom ni mot de passe. Demandez FTPS ou SFTP à celui qui tient ce serveur.`,
      en: `“${host}” only speaks plain FTP, which is not read here: nothing was sent, neither name nor password. Ask whoever runs that server for FTPS or SFTP.`,
    },
    { cause },
  )

export const loginFailure = ({ host, user }: FtpsSpec, cause: unknown): SourceFailure =>
  new SourceFailure(
    'credentials',
    {
      fr: `« ${host} » n’accepte pas « ${user} » avec ce mot de passe. Donnez celui qui a cours.`,
      en: `“${host}” does not accept “${user}” with this password. Give the present one.`,
    },
    { cause },
  )

export const noFolder = ({ host, folder }: FtpsSpec, cause: unknown): SourceFailure =>
  new SourceFailure(
    'not_found',
    {
      fr: `Le dossier « ${folder} » n’existe pas sur « ${host} », ou n’y est pas ouvert à ce compte. Vérifiez son nom.`,
      en: `The folder “${folder}” does not exist on “${host}”, or is not open to this account. Check its name.`,
    },
    { cause },
  )

/** What the server said of a path (RFC 959 §4.2): one code for what isn't there and what may not be read. */
export const ftpFailure = (error: unknown, spec: FtpsSpec, path: string): Error => {
  if (!(error instanceof FTPError)) return isLate(error) ? timeoutFailure(spec) : networkFailure(error, anyPort(spec))
  if (isMissing(error)) return missingFailure(path, error)
  if (error.code === 530) return loginFailure(spec, error)
  // Busy, or stopped in the middle of a file.
  if (error.code < 500 || error.code === 551) return networkFailure(error, anyPort(spec))
  if (error.code !== 550 && error.code !== 553) return protocolFailure(spec, error)
  return new SourceFailure(
    'forbidden',
    {
      fr: `« ${spec.user} » n’a pas le droit de lire « ${path} » sur « ${spec.host} ». Demandez ce droit à celui qui tient ce serveur.`,
      en: `“${spec.user}” may not read “${path}” on “${spec.host}”. Ask whoever runs that server for the right.`,
    },
    { cause: error },
  )
}

/** The library says it in words only. */
const isLate = (error: unknown): boolean => /^Timeout|^Client is closed because Timeout/.test((error as Error).message)

export const isMissing = (error: unknown): boolean =>
  error instanceof FTPError && error.code === 550 && !/permission|denied|not allowed/i.test(error.message)
