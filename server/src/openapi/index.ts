export {
  answers,
  creates,
  createsOrFinds,
  DateTime,
  empties,
  Free,
  orNull,
  pageOf,
  redirects,
  searchOf,
  sends,
  taking,
} from './answers.ts'
export { collectRoutes } from './collect-routes.ts'
export { curlOf } from './example.ts'
export { ANY, fieldsOf, modelsOf, typeOf, type Field, type FieldType } from './fields.ts'
export { BASE_PATHS, wholeIdOf } from './model.ts'
export { operationIdOf, operationsOf, operationsSaying, operationWords } from './name-operations.ts'
export type { Answer, Answers, Operation, Route, Surface } from './model.ts'
export { headersOf } from './sentences.ts'
