/**
 * A gigabyte through the whole server: how fast 2 GB are received, against `sha256sum` and `dd conv=fsync` of the same
 * file; how long after its last byte a table of 1 GB is published, against DuckDB's own reading of it; memory and
 * `/health` meanwhile.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import { spawnSync } from 'node:child_process'
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDataDir, newKey, postgresPid, removeDataDir, runServer } from '../e2e/run-server.ts'
import { writeTable } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'cimaise-bench-'))
const dataDir = newDataDir()
const server = await runServer(dataDir)
const key = newKey(dataDir)
const now = (): number => performance.now() / 1000
const round = (value: number): number => Number(value.toFixed(2))

const newDataset = async (): Promise<string> => {
  const headers = { 'X-API-KEY': key, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ title: 'Mesure', description: 'De gros fichiers.' })
  return (
    (await (await fetch(`${server.url}/api/1/datasets/`, { method: 'POST', headers, body })).json()) as { id: string }
  ).id
}

/** Sends a file; seconds from the first byte to the last, and from the last to the answer. */
const upload = async (dataset: string, path: string, fileName: string) => {
  const boundary = 'cimaise-bench'
  const started = now()
  const sending = request(`${server.url}/api/1/datasets/${dataset}/upload/`, {
    method: 'POST',
    headers: { 'X-API-KEY': key, 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  })
  const answered = new Promise<{ status?: number; text: string }>((resolve, reject) => {
    sending.on('error', reject)
    sending.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
  })
  sending.write(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`)
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
    if (!sending.write(chunk)) await new Promise((resolve) => sending.once('drain', resolve))
  sending.end(`\r\n--${boundary}--\r\n`)
  await new Promise((resolve) => sending.once('finish', resolve))
  const sent = now()
  const { status, text } = await answered
  if (status !== 201) throw new Error(`${status} ${text}`)
  return {
    sendSeconds: sent - started,
    afterSeconds: now() - sent,
    resource: JSON.parse(text) as Record<string, unknown>,
  }
}

/** Bytes of the server, its workers and its PostgreSQL; pages that several share are counted once. */
const memoryOfServer = (): number => {
  const roots = [server.pid, postgresPid(dataDir)]
  const parentOf = new Map<number, number>()
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number))
    parentOf.set(pid, Number(/PPid:\s+(\d+)/.exec(readProcess(pid, 'status'))?.[1] ?? 0))
  const isOurs = (pid: number): boolean => roots.includes(pid) || (parentOf.has(pid) && isOurs(parentOf.get(pid) ?? 0))
  const kilobytesOf = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(readProcess(pid, 'smaps_rollup'))?.[1] ?? 0)
  return [...parentOf.keys()].filter(isOurs).reduce((sum, pid) => sum + 1024 * kilobytesOf(pid), 0)
}

/** Empty for a process that ended meanwhile. */
const readProcess = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Highest memory and slowest `/health` while `work` goes on. */
const watched = async <T>(work: Promise<T>) => {
  let [memory, slowestHealth, running] = [0, 0, true]
  const watch = (async () => {
    while (running) {
      const asked = performance.now()
      await (await fetch(`${server.url}/health`)).text()
      slowestHealth = Math.max(slowestHealth, performance.now() - asked)
      memory = Math.max(memory, memoryOfServer())
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  })()
  const result = await work.finally(() => (running = false))
  await watch
  return { result, memoryMb: Math.round(memory / 1e6), slowestHealthMs: Math.round(slowestHealth) }
}

const secondsOf = (command: string, args: string[]): number => {
  const started = now()
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stderr}`)
  return now() - started
}

const received = async (dataset: string) => {
  const path = join(folder, 'two-gigabytes.zip')
  secondsOf('dd', ['if=/dev/urandom', `of=${path}`, 'bs=1M', 'count=2048', 'status=none'])
  const sum = secondsOf('sha256sum', [path])
  const write = secondsOf('dd', [`if=${path}`, `of=${join(folder, 'copy')}`, 'bs=1M', 'conv=fsync', 'status=none'])
  rmSync(join(folder, 'copy'))
  const { sendSeconds, afterSeconds } = await upload(dataset, path, 'numerisations.zip')
  rmSync(path)
  const uploadSeconds = sendSeconds + afterSeconds
  const share = (sum + write) / uploadSeconds
  return {
    sha256sumSeconds: round(sum),
    ddSeconds: round(write),
    uploadSeconds: round(uploadSeconds),
    share: round(share),
  }
}

const published = async (dataset: string) => {
  const path = await writeTable(join(folder, 'large.csv'), 8_000_000)
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  const own: number[] = []
  for (let time = 0; time < 3; time += 1) {
    const started = now()
    await duckdb.run(`COPY (SELECT * FROM read_csv('${path}')) TO '${path}.own' (FORMAT parquet)`)
    own.push(now() - started)
  }
  duckdb.closeSync()
  const { result, memoryMb, slowestHealthMs } = await watched(upload(dataset, path, 'grand.csv'))
  const ownSeconds = own.toSorted((a, b) => a - b)[1] ?? 0
  return {
    ...{ megabytes: Math.round(statSync(path).size / 1_048_576), ownSeconds: round(ownSeconds) },
    ...{ publishedSeconds: round(result.afterSeconds), publishedOverOwn: round(result.afterSeconds / ownSeconds) },
    ...{ memoryMb, slowestHealthMs },
  }
}

try {
  const dataset = await newDataset()
  console.log(JSON.stringify({ received: await received(dataset), published: await published(dataset) }))
} finally {
  await server.end('SIGTERM')
  removeDataDir(dataDir)
  rmSync(folder, { recursive: true, force: true })
}
