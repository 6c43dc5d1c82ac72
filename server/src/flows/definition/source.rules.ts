import type { Text } from '../../lib/text.ts'
import type { SourceSpec } from '../../sources/index.ts'
import type { Problem } from './problems.rules.ts'

/** What the shape of a source can't say; whether it answers is for a test of it. */
export const sourceProblems = (source: SourceSpec): Problem[] => {
  const at = (field: string, text: Text | null): Problem[] => (text ? [{ path: ['source', field], text }] : [])
  switch (source.kind) {
    case 's3':
      return [
        ...at('endpoint', addressProblem(source.endpoint)),
        ...at('bucket', /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(source.bucket) ? null : BUCKET),
      ]
    case 'web':
      return at('url', addressProblem(source.url))
    case 'sftp':
    case 'ftps':
      return [
        ...at('host', /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$|^\[?[0-9a-f:]+\]?$/i.test(source.host) ? null : HOST),
        ...at('user', /[\p{Cc}]/u.test(source.user) ? INVISIBLE : null),
        ...at('folder', /[\p{Cc}]/u.test(source.folder) ? INVISIBLE : null),
        ...at('host_key', source.kind === 'sftp' && !isHostKey(source.hostKey) ? HOST_KEY : null),
      ]
    case 'folder':
      return at('path', isBelow(source.path) ? null : FOLDER)
    case 'inbox':
      return []
  }
}

/** An address of the web that a program may ask; with a password in it, everybody who reads the flow would know it. */
export const addressProblem = (address: string): Text | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || /\s/.test(address)) return ADDRESS
  return url.username || url.password ? SECRET : null
}

const isHostKey = (key: string | null): boolean => key === null || /^SHA256:[A-Za-z0-9+/]{43}=?$/.test(key)

const isBelow = (path: string): boolean =>
  !/^([/\\~]|[A-Za-z]:)|\p{Cc}/u.test(path) && !path.split(/[/\\]/).includes('..')

const ADDRESS: Text = {
  fr: 'Une adresse web est attendue, par exemple https://s3.exemple.fr.',
  en: 'Expecting a web address, for example https://s3.example.org.',
}
const SECRET: Text = {
  fr: 'Cette adresse contient un nom ou un mot de passe, que chacun lirait ici. Retirez-le, et donnez-le dans les identifiants du flux.',
  en: 'This address holds a name or a password, which everybody would read here. Take it away, and give it in the credentials of the flow.',
}
const BUCKET: Text = {
  fr: 'Le nom d’un seau compte des lettres, des chiffres, des points et des tirets ; le reste du chemin va dans « prefix ».',
  en: 'The name of a bucket has letters, digits, dots and hyphens; the rest of the path goes into “prefix”.',
}
const HOST: Text = {
  fr: 'Un nom de serveur seul est attendu, par exemple depot.exemple.fr, sans « sftp:// » ni chemin.',
  en: 'Expecting the name of a server alone, for example drop.example.org, without “sftp://” or path.',
}
const INVISIBLE: Text = {
  fr: 'Ce texte contient un caractère invisible : tapez-le de nouveau.',
  en: 'This text holds an invisible character: type it again.',
}
const HOST_KEY: Text = {
  fr: 'Une empreinte « SHA256: » suivie de 43 caractères est attendue, comme l’affiche ssh-keygen -l.',
  en: 'Expecting a fingerprint, “SHA256:” and 43 characters, as ssh-keygen -l prints it.',
}
const FOLDER: Text = {
  fr: 'Un chemin relatif au dossier des flux est attendu, sans « / » au début ni « .. ».',
  en: 'Expecting a path relative to the folder of flows, without “/” in front or “..”.',
}
