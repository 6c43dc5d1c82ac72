import { addressKeyOf, findLicense } from '../../catalog/index.ts'
import { inField, shortList } from '../finding.rules.ts'
import type { DatasetRule } from '../model.ts'

/** C28. Without a licence nobody may reuse anything. Which one is for the producer to say: nothing is filled in. */
export const licenceMissing: DatasetRule = {
  id: 'licence-missing',
  check: ({ dataset: { license } }) =>
    license !== null && license !== 'notspecified'
      ? []
      : [
          inField('dataset', 'license', {
            ...{ rule: 'licence-missing', severity: 'blocker' },
            message: {
              fr: 'Aucune licence : personne ne sait s’il peut réutiliser ces données. Licence Ouverte 2.0 ?',
              en: 'No licence: nobody knows whether they may reuse these data. Licence Ouverte 2.0?',
            },
          }),
        ],
}

/** Licences as texts name them, and those of our list that are the same. */
const CITED: { name: RegExp; ids: string[] }[] = [
  { name: /licence ouverte|open licence|etalab[ -]2/i, ids: ['lov2', 'fr-lo'] },
  { name: /\bODbL\b|open database licen[cs]e/i, ids: ['odc-odbl'] },
  { name: /\bCC[ -]BY[ -]SA\b|partage dans les mêmes conditions|share[ -]?alike/i, ids: ['cc-by-sa'] },
  { name: /\bCC[ -]BY[ -](?:NC|ND)/i, ids: [] },
  { name: /\bCC[ -]?BY\b(?![ -](?:SA|NC|ND))/i, ids: ['cc-by'] },
  { name: /\bCC[ -]?(?:0|zero)\b/i, ids: ['cc-zero'] },
]

/** The other half of C28: the text names one licence, the field says another. */
export const licenceDiffers: DatasetRule = {
  id: 'licence-differs',
  check: ({ dataset }) => {
    const cited = CITED.filter(({ name }) => name.test(dataset.description))
    const [only] = cited
    const license = findLicense(dataset.license)
    // Several: the text explains, or speaks of several things.
    if (!only || cited.length > 1 || !license || license.id === 'notspecified' || only.ids.includes(license.id))
      return []
    const words = only.name.exec(dataset.description)?.[0] ?? ''
    return [
      inField('dataset', 'license', {
        ...{ rule: 'licence-differs', severity: 'warning' },
        message: {
          fr: `La description parle de « ${words} », la licence choisie est « ${license.frenchTitle ?? license.title} ».`,
          en: `The description speaks of “${words}”, the chosen licence is “${license.title}”.`,
        },
      }),
    ]
  },
}

/** C30. */
export const contactMissing: DatasetRule = {
  id: 'contact-missing',
  check: ({ contactPoints }) =>
    contactPoints.some(({ email, contactForm }) => email !== null || contactForm !== null)
      ? []
      : [
          inField('dataset', 'contact_points', {
            ...{ rule: 'contact-missing', severity: 'advice' },
            message: {
              fr: 'Indiquez un point de contact : à qui écrire pour signaler une erreur ?',
              en: 'Give a contact point: whom to write to about a mistake?',
            },
          }),
        ],
}

/** Addresses that only the author's machine or network opens. */
const NOWHERE =
  /^(?:file:|[a-z]:\\)|^https?:\/\/(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[^/]*\.(?:local|lan|intranet|internal|corp)(?:[:/]|$)|[^/.:]+(?:[:/]|$)|(?:www\.)?example\.(?:com|org|net))/i

/**
 * C31. Addresses that can lead nowhere by what they are, and those of this dataset's links that a check found dead: the
 * rule itself opens nothing.
 */
export const linksInDescription: DatasetRule = {
  id: 'links-in-description',
  check: ({ dataset, files }) => {
    const links = linksIn(dataset.description)
    const dead = new Set(
      files.flatMap(({ url, extras }) =>
        url !== null && extras['check:available'] === false ? addressKeyOf(url) : [],
      ),
    )
    const wrong = links.filter((link) => NOWHERE.test(link) || dead.has(addressKeyOf(link)))
    if (wrong.length === 0) return []
    return [
      inField('dataset', 'description', {
        ...{ rule: 'links-in-description', severity: 'advice' },
        message: {
          fr: `${wrong.length > 1 ? 'Liens morts' : 'Lien mort'} dans la description : ${shortList(wrong, 3)}`,
          en: `Dead ${wrong.length > 1 ? 'links' : 'link'} in the description: ${shortList(wrong, 3)}`,
        },
      }),
    ]
  },
}

const linksIn = (text: string): string[] => [
  ...new Set([
    ...[...text.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
      .map(([, link]) => link ?? '')
      .filter((link) => /^(https?:|file:|[a-z]:\\)/i.test(link)),
    ...(text.match(/\bhttps?:\/\/[^\s<>"')\]]+/gi) ?? []).map((link) => link.replace(/[.,;:!?*_]+$/, '')),
  ]),
]
