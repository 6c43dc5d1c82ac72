import { missingFailure, networkFailure, protocolFailure } from '../failures.ts'
import { SourceFailure, type SftpSpec } from '../model.ts'
import { MAX_ROUNDS } from './private-key.rules.ts'
import { STATUS } from './packets.rules.ts'
import { SftpStatus } from './session.ts'

/** The server isn't known yet: nothing is said to it. */
export const notPinned = ({ host }: SftpSpec): SourceFailure =>
  new SourceFailure('identity', {
    fr: `La clé de « ${host} » n’est pas encore connue : rien n’a été lu. Testez la connexion, comparez la clé trouvée avec celle de ce serveur, puis retenez-la.`,
    en: `The key of “${host}” is not known yet: nothing was read. Test the connection, compare the key that is found with that of this server, then keep it.`,
  })

/** Somebody else answers in its place, or its key was changed. */
export const identityFailure = ({ host, hostKey }: SftpSpec, found: string): SourceFailure =>
  new SourceFailure('identity', {
    fr: `« ${host} » montre une autre clé que la sienne : ${found}, au lieu de ${hostKey ?? ''}. Rien n’a été lu et aucun mot de passe n’a été envoyé. Si celui qui tient ce serveur a changé sa clé, testez de nouveau et retenez la nouvelle.`,
    en: `“${host}” shows another key than its own: ${found}, instead of ${hostKey ?? ''}. Nothing was read and no password was sent. If whoever runs that server changed its key, test again and keep the new one.`,
  })

export const loginFailure = ({ host, user }: SftpSpec, cause: unknown): SourceFailure =>
  new SourceFailure(
    'credentials',
    {
      fr: `« ${host} » n’accepte pas « ${user} » avec ce mot de passe ou cette clé privée. Donnez ceux qui ont cours, et la phrase de la clé si elle en a une.`,
      en: `“${host}” does not accept “${user}” with this password or private key. Give the present ones, and the passphrase of the key if it has one.`,
    },
    { cause },
  )

export const tooStretched = ({ host }: SftpSpec): SourceFailure =>
  new SourceFailure('credentials', {
    fr: `La phrase de la clé privée pour « ${host} » est étirée plus de ${MAX_ROUNDS} fois : l’ouvrir arrêterait ce serveur trop longtemps. Rien n’a été demandé. Réécrivez la clé avec « ssh-keygen -p -a 16 », puis donnez-la ici.`,
    en: `The passphrase of the private key for “${host}” is stretched more than ${MAX_ROUNDS} times: opening it would stop this server for too long. Nothing was asked. Write the key again with “ssh-keygen -p -a 16”, then give it here.`,
  })

/** What the server said of a path. */
export const sftpFailure = (error: unknown, spec: SftpSpec, path: string): Error => {
  if (error instanceof RangeError) return protocolFailure(spec, error)
  if (!(error instanceof SftpStatus)) return networkFailure(error, spec)
  if (isMissing(error)) return missingFailure(path, error)
  if (!isDenied(error)) return protocolFailure(spec, error)
  return new SourceFailure(
    'forbidden',
    {
      fr: `« ${spec.user} » n’a pas le droit de lire « ${path} » sur « ${spec.host} ». Demandez ce droit à celui qui tient ce serveur.`,
      en: `“${spec.user}” may not read “${path}” on “${spec.host}”. Ask whoever runs that server for the right.`,
    },
    { cause: error },
  )
}

export const noFolder = ({ host, folder }: SftpSpec, cause: unknown): SourceFailure =>
  new SourceFailure(
    'not_found',
    {
      fr: `Le dossier « ${folder} » n’existe pas sur « ${host} ». Vérifiez son nom.`,
      en: `The folder “${folder}” does not exist on “${host}”. Check its name.`,
    },
    { cause },
  )

export const isDenied = (error: unknown): boolean => error instanceof SftpStatus && error.status === STATUS.denied

/** Names that a server finds too long, or that go through a file, are of nothing either. */
export const isMissing = (error: unknown): boolean =>
  error instanceof SftpStatus && (error.status === STATUS.missing || error.status === STATUS.badMessage)
