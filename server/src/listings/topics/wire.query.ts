import Type from 'typebox'
import { PAGING, Param } from '../../http/index.ts'
import { ELEMENT_CLASSES } from './model.ts'

/** The parameters of a list of topics (udata-api.md §3.3). */
export const TopicListQuery = Type.Object({
  ...PAGING,
  q: Param.text('every word, of the topic or of its elements'),
  sort: Param.sort(['name', 'created', 'last_modified']),
  tag: Param.many('all of them'),
  private: Param.flag('needs an identity'),
  featured: Param.flag(),
  geozone: Param.text(),
  granularity: Param.text(),
  organization: Param.id(),
  owner: Param.id(),
  dataset: Param.id(),
  reuse: Param.id(),
  dataservice: Param.id(),
})

/** The parameters of a list of elements. */
export const ElementListQuery = Type.Object({
  ...PAGING,
  q: Param.text(),
  tag: Param.many('all of them'),
  class: Param.choice([...ELEMENT_CLASSES, 'None'] as const, 'None: those without an object'),
})
