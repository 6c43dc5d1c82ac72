import { placeOf, protocolFailure } from '../failures.ts'
import { SourceFailure } from '../model.ts'

/** What a site says by its status, in words that name it. */
export const statusFailure = (status: number, url: URL): SourceFailure => {
  const { host } = url
  if (status === 401 || status === 407)
    return new SourceFailure('credentials', {
      fr: `« ${host} » n’accepte pas ce nom, ce mot de passe ou ce jeton. Donnez ceux qui ont cours.`,
      en: `“${host}” does not accept this name, password or token. Give the present ones.`,
    })
  if (status === 403)
    return new SourceFailure('forbidden', {
      fr: `« ${host} » ne laisse pas lire ${url.pathname}. Demandez-en le droit à celui qui tient ce site.`,
      en: `“${host}” does not let us read ${url.pathname}. Ask whoever runs that site for the right.`,
    })
  if (status === 404 || status === 410)
    return new SourceFailure('not_found', {
      fr: `Il n’y a rien à l’adresse ${url.pathname} de « ${host} ». Vérifiez-la ; le fichier publié reste en place.`,
      en: `There is nothing at ${url.pathname} on “${host}”. Check it; the published file stays.`,
    })
  if (status === 408 || status === 429 || status >= 500)
    return new SourceFailure('unreachable', {
      fr: `« ${host} » ne répond pas bien pour le moment (état ${status}). Rien n’est perdu : le prochain passage réessaiera.`,
      en: `“${host}” does not answer well for now (status ${status}). Nothing is lost: the next run tries again.`,
    })
  return protocolFailure(placeOf(url))
}

/** What was given leads elsewhere, and a name and a password are not given to another site. */
export const elsewhereFailure = (url: URL, final: string): SourceFailure =>
  new SourceFailure('protocol', {
    fr: `La liste de « ${url.host} » renvoie vers un autre site : donnez son adresse finale, ${final}.`,
    en: `The list of “${url.host}” leads to another site: give its final address, ${final}.`,
  })

export const notAPage = (url: URL): SourceFailure =>
  new SourceFailure('protocol', {
    fr: `${url.pathname} de « ${url.host} » n’est pas une page : aucune liste de fichiers n’y a été lue. Donnez l’adresse d’une page qui les montre, ou dites que l’adresse est le fichier.`,
    en: `${url.pathname} of “${url.host}” is not a page: no list of files was read. Give the address of a page that shows them, or say that the address is the file.`,
  })

export const notAnAddress = (text: string): SourceFailure =>
  new SourceFailure('address', {
    fr: `« ${text} » n’est pas une adresse web : elle doit commencer par http:// ou https://.`,
    en: `“${text}” is not a web address: it must begin with http:// or https://.`,
  })
