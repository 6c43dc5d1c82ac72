export { connect, inTransaction, type Database, type Db, type Tx } from './connect.ts'
export { isDatabaseGone, isRefusedValue, isUniqueViolation } from './errors.ts'
export { migrate } from './migrate.ts'
export type * from './tables.ts'
