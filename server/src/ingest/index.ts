/** How files arrive. */
export {
  depositFile,
  publishFile,
  receiveFile,
  type Deposit,
  type DepositDeps,
  type DepositOutcome,
  type ReceivedFile,
} from './deposit-file.ts'
export { adoptFile } from './adopt-file.ts'
export { findTarget, type FoundTarget, type Owner } from './deposit-target.ts'
export { demandRoom } from './room.ts'
export { findPartBlobs, purgeParts } from './upload-parts.ts'
export { purgeUploads } from './uploads/uploads.ts'
export { purgeIdempotencyKeys } from './idempotency.ts'
export {
  discardDepositOf,
  discardDepositsOf,
  findDepositBlobs,
  findPublishedDeposits,
  getDeposit,
  judgeDeposit,
  keepDeposit,
  keepDepositUntil,
  listWaitingDeposits,
  publishDeposit,
  purgeDeposits,
} from './deposits/deposits.ts'
export { demandAnother, demandSecondPerson, needsSecondPerson } from './deposits/decision.rules.ts'
export type { Deposit as WaitingDeposit, Report } from './deposits/model.ts'
export { makeReport } from './deposits/report.ts'
export { inspectAgain } from './inspect-again.ts'
export { extensionForMime, isAllowedExtension } from './extensions.ts'
