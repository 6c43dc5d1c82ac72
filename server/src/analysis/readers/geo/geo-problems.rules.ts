import type { Text } from '../../../lib/text.ts'
import { FileProblem } from '../../model.ts'
import type { XmlProblems } from '../xml-events.ts'
import type { ZipProblems } from '../zip-package.ts'

/** What geographic files do wrong, and what their author can do next; `kind` is how people call the format. */
export const geoProblems = (kind: string) => {
  const damaged = (part?: string): FileProblem => {
    const [fr, en] = part ? [` (« ${part} » n’est pas lisible)`, ` (“${part}” can't be read)`] : ['', '']
    return new FileProblem('damaged', {
      fr: `Ce fichier ${kind} est abîmé ou incomplet${fr} : il est publié sans tableau ni carte. Exportez-le de nouveau, puis redéposez-le.`,
      en: `This ${kind} file is damaged or incomplete${en}: it is published without table or map. Export it again, then deposit it again.`,
    })
  }
  const tooLarge = (limit: number): FileProblem => {
    const megabytes = Math.max(1, Math.round(limit / 1_000_000))
    return new FileProblem('too_large', {
      fr: `Une fois ouvert, ce fichier ${kind} dépasse ${megabytes.toLocaleString('fr-FR')} Mo : il est publié sans tableau ni carte. Publiez-le en plusieurs fichiers.`,
      en: `Once open, this ${kind} file is over ${megabytes.toLocaleString('en-GB')} MB: it is published without table or map. Publish it as several files.`,
    })
  }
  const zip: ZipProblems = {
    damaged,
    tooLarge,
    encrypted: () =>
      new FileProblem('encrypted', {
        fr: `Ce fichier ${kind} est protégé par un mot de passe : personne ne pourra le lire. Refaites-le sans mot de passe.`,
        en: `This ${kind} file is protected by a password: nobody will be able to read it. Make it again without one.`,
      }),
    tooManyEntries: () =>
      new FileProblem('too_large', {
        fr: `Ce fichier ${kind} contient trop de fichiers internes : publiez une couche par fichier.`,
        en: `This ${kind} file holds too many inner files: publish one layer a file.`,
      }),
  }
  return { damaged, tooLarge, zip, xml: xmlProblems(kind, damaged) }
}

/** Of any XML: said of a `kind` of file. */
export const xmlProblems = (kind: string, damaged: () => FileProblem): XmlProblems => ({
  damaged: () => damaged(),
  tooDeep: () =>
    new FileProblem('too_large', {
      fr: `Ce fichier ${kind} est imbriqué sur trop de niveaux : il est publié sans tableau.`,
      en: `This ${kind} file is nested on too many levels: it is published without a table.`,
    }),
  textTooLarge: () =>
    new FileProblem('too_large', {
      fr: `Ce fichier ${kind} contient un texte trop long pour être lu : simplifiez ses géométries ou ses textes, puis redéposez-le.`,
      en: `This ${kind} file holds a text too long to be read: simplify its geometries or its texts, then deposit it again.`,
    }),
  // A document type alone is harmless: nothing that it names is fetched. Entities are how bombs are made.
  documentType: (declaration) =>
    /<!ENTITY/i.test(declaration)
      ? new FileProblem('damaged', {
          fr: `Ce fichier ${kind} déclare des entités (DOCTYPE), que nous ne lisons pas : il est publié sans tableau. Exportez-le sans elles.`,
          en: `This ${kind} file declares entities (DOCTYPE), which are not read: it is published without a table. Export it without them.`,
        })
      : null,
})

/** What stands where a geometry should be, and can't be read. */
export const UNREADABLE: Text = { fr: 'géométrie illisible', en: 'unreadable geometry' }
