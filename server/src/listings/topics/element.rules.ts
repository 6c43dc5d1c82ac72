import type { FieldErrors } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { atMost } from '../listing.rules.ts'
import { ELEMENT_CLASSES, type TopicElement } from './model.ts'

export const UNKNOWN_OBJECT: Text = { fr: 'Cet objet n’existe pas.', en: 'This object does not exist.' }
const TITLE_OR_OBJECT: Text = { fr: 'Donnez un titre ou un objet.', en: 'Give a title or an element.' }

/** What is wrong with an element, by udata's names: it has a title or an object. */
export const elementProblems = ({ title, description, object }: TopicElement): FieldErrors => {
  const fields: FieldErrors = {}
  if (!title?.trim() && !object) fields.title = [TITLE_OR_OBJECT]
  if ((title?.length ?? 0) > 350) fields.title = [atMost(350)]
  if ((description?.length ?? 0) > 100_000) fields.description = [atMost(100_000)]
  if (object && !ELEMENT_CLASSES.includes(object.class)) fields.element = [UNKNOWN_OBJECT]
  return fields
}
