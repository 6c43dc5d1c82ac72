/** How files arrive. */
export { depositFile, type Deposit, type DepositDeps, type DepositOutcome } from './deposit-file.ts'
export { demandRoom } from './room.ts'
export { findPartBlobs, purgeParts } from './upload-parts.ts'
export { purgeUploads } from './uploads/uploads.ts'
export { purgeIdempotencyKeys } from './idempotency.ts'
export { findDepositBlobs, purgeDeposits } from './deposits/deposits.ts'
export { inspectAgain } from './inspect-again.ts'
export { extensionForMime, isAllowedExtension } from './extensions.ts'
