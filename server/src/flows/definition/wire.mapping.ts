import Type from 'typebox'
import { RESOURCE_TYPES } from '../../catalog/index.ts'
import { orNull } from '../../openapi/index.ts'
import { DEFAULTS, KIND_DEFAULTS } from './defaults.rules.ts'
import { EXACTLY, mayBeEmpty, oneOf, optional, pattern, words } from './wire.words.ts'

const { mapping } = DEFAULTS.files
const { template } = KIND_DEFAULTS

const Dataset = Type.Union([
  Type.Object({ kind: Type.Literal('existing'), id: words('Of the dataset that gets the files.', 100) }, EXACTLY),
  Type.Object(
    {
      kind: Type.Literal('template', { description: 'A dataset made for each different title.' }),
      title: words('With parts of the identity: `Musées de {region}`.', 350),
      description: optional(mayBeEmpty('In Markdown, with parts of the title.', 50_000), template.description),
      tags: optional(Type.Array(words('A tag.', 96), { maxItems: 100 }), template.tags),
      license: optional(orNull(words('Id of a licence.', 100)), template.license),
      frequency: optional(orNull(words('Id of a frequency.', 100)), template.frequency),
      private: optional(Type.Boolean({ description: 'Until somebody publishes it.' }), template.private),
    },
    EXACTLY,
  ),
])

const Resource = Type.Object(
  {
    title: optional(orNull(words('With parts, `{nom}` and `{fichier}`; null: the name of the file.', 350)), null),
    description: optional(orNull(words('In Markdown, with parts.', 50_000)), null),
    file_name: optional(orNull(words('With parts; null: the name in the source.', 255)), null),
    type: optional(oneOf(RESOURCE_TYPES, 'Type of the files.'), mapping.resource.type),
    order: optional(
      orNull(oneOf(['title', 'newest'], 'Of these files in the dataset; null: as people put them.')),
      null,
    ),
  },
  { ...EXACTLY, description: 'What a file becomes.' },
)

const Convert = Type.Union([
  Type.Object({ kind: Type.Literal('utf8', { description: 'The text in UTF-8.' }) }, EXACTLY),
  Type.Object(
    {
      kind: Type.Literal('sheet', { description: 'A sheet of a workbook as CSV.' }),
      sheet: Type.Union([words('Its name.', 200), Type.Integer({ minimum: 1, description: 'Or its number, from 1.' })]),
    },
    EXACTLY,
  ),
  Type.Object(
    {
      kind: Type.Literal('unzip', { description: 'A file of a zip archive.' }),
      member: pattern('Its name, by a pattern as in the selection.'),
    },
    EXACTLY,
  ),
])

/** How files of a source become files of datasets. */
export const Mapping = Type.Object(
  {
    identity: optional(
      Type.Array(words('A part of the pattern.', 40), {
        maxItems: 20,
        description: 'Parts that distinguish one file from another.',
      }),
      [],
    ),
    several: optional(
      oneOf(['fail', 'latest'], 'Two files of one identity: an error, or the one changed last.'),
      mapping.several,
    ),
    dataset: Dataset,
    resource: optional(Resource, {}),
    vanished: optional(
      oneOf(['keep', 'archive', 'alert'], 'A file that is not in the source any more.'),
      mapping.vanished,
    ),
    convert: optional(Type.Union([...Convert.anyOf, Type.Null()]), null),
  },
  { ...EXACTLY, description: 'What files become.' },
)
