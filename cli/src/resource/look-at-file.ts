import { createDepositOf, discardDeposit, getDeposit, type Deposit, type DepositReport } from '@cimaise/client'
import { patiently, type Api } from '../connection/api.ts'
import { datasetNamed } from '../connection/named.ts'
import { EXIT, type Exit } from '../terminal/exit.ts'
import { say } from '../terminal/output.ts'
import { sendResumable, type LocalFile, type Target } from './send-file.ts'

/** A file that has arrived, with what the server thinks of it; nothing is published. */
export interface Looked {
  /** Its id, by whatever name it was called. */
  dataset: string
  deposit: Deposit
  report: DepositReport
  /** The same call of it, made twice, has one effect. */
  once: string
}

/** Sends a file and waits for its report. Throws `Refused`, `Unreachable`. */
export const lookAtFile = async (api: Api, { dataset: name, resource }: Target, file: LocalFile): Promise<Looked> => {
  const dataset = (await patiently(() => datasetNamed(name), say)).value.id
  const once = await sendResumable(api, { dataset, resource }, file, say)
  const sent = () => createDepositOf(dataset, resource ?? null, once, `sha256:${file.sha256}`)
  let deposit = await patiently(sent, say)
  while (!deposit.report) deposit = await patiently(() => getDeposit(dataset, deposit.id), say)
  return { dataset, deposit, report: deposit.report, once }
}

/** Leaves no trace of it. */
export const forget = async ({ dataset, deposit }: Looked): Promise<void> => {
  await patiently(() => discardDeposit(dataset, deposit.id), say)
}

/** The report in words, a line at a time. */
export const tell = ({ sentence, findings, comparison }: DepositReport, write: (line: string) => void): void => {
  write(sentence)
  for (const { severity, message, silenced } of findings)
    write(`  ${severity}: ${message}${silenced ? ` (called normal: ${silenced.reason})` : ''}`)
  const rows = comparison?.rows
  if (rows) write(`  rows: ${rows.added} added, ${rows.removed} removed, ${rows.changed ?? 0} changed`)
}

/** By the worst finding that nobody called normal. */
export const exitOf = ({ verdict, findings }: DepositReport): Exit => {
  const severities = findings.filter(({ silenced }) => !silenced).map(({ severity }) => severity)
  if (verdict === 'confirm' || severities.includes('blocker')) return EXIT.confirm
  return severities.includes('warning') ? EXIT.warnings : EXIT.done
}
