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
export type { Answer, Answers, Operation, Route, Surface } from './model.ts'
export { queryOf } from './sentences.ts'
