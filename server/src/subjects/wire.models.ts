import Type from 'typebox'
import { orNull } from '../openapi/index.ts'

/** A class and an id. */
export const ModelReference = Type.Object({ class: Type.String(), id: Type.String() }, { title: 'ModelReference' })

/** A reference to something, whose keys depend on its class (udata-api.md §1.7). */
export const SubjectReference = Type.Object(
  {
    ...ModelReference.properties,
    title: Type.Optional(Type.String()),
    acronym: Type.Optional(orNull(Type.String())),
    name: Type.Optional(Type.String()),
    image: Type.Optional(orNull(Type.String())),
    image_thumbnail: Type.Optional(orNull(Type.String())),
    uri: Type.Optional(Type.String()),
    page: Type.Optional(Type.String()),
    self_api_url: Type.Optional(Type.String()),
    self_web_url: Type.Optional(Type.String()),
  },
  { title: 'SubjectReference', description: 'Which keys there are depends on the class.' },
)

/** A value with its name for people. */
export const Labelled = Type.Object({ id: Type.String(), label: Type.String() }, { title: 'Labelled' })

/** The badge of an object. */
export const Badge = Type.Object({ kind: Type.String() }, { title: 'Badge' })

/** Kinds of badges and their names. */
export const BadgeKinds = Type.Record(Type.String(), Type.String(), { title: 'BadgeKinds' })
