import { createDeposit, createDepositOf, getDeposit, type Deposit } from '@cimaise/client'
import { RESUMABLE_BYTES, sendResumable, throughCuts } from './resumable.ts'
import type { Sending } from './sending.ts'

/** Its bytes, then their report. A large file survives cuts, a small one is sent again. */
export const sendDeposit = async (dataset: string, one: Sending): Promise<Deposit> => {
  const { bytes } = one
  if (!bytes) return found(dataset, one)
  const resource = one.replaces?.id ?? null
  const onProgress = (loaded: number, total: number): void =>
    void Object.assign(one, { loaded, total, cut: false, resumedFrom: one.resumedFrom ?? loaded })
  const { signal } = one.controller
  const options = { onProgress, signal, onCut: () => void (one.cut = true) }
  if (bytes.size < RESUMABLE_BYTES) {
    one.deposit = await createDeposit(dataset, resource, bytes, options)
    return looked(one.deposit, signal)
  }
  const upload = (one.upload ??= await sendResumable(bytes, { ...options, dataset, resource }))
  one.deposit = await throughCuts(() => createDepositOf(dataset, resource, upload), options)
  one.cut = false
  return looked(one.deposit, signal)
}

const found = async (dataset: string, one: Sending): Promise<Deposit> => {
  one.loaded = one.total
  return looked(await getDeposit(dataset, one.deposit?.id ?? ''), one.controller.signal)
}

/** A large file takes longer than an answer waits: asked for again until its report is there. */
export const looked = async (deposit: Deposit, signal?: AbortSignal): Promise<Deposit> => {
  let latest = deposit
  while (latest.state === 'looking') {
    signal?.throwIfAborted()
    latest = await getDeposit(deposit.dataset, deposit.id, signal)
  }
  return latest
}
