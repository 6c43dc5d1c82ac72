/** A 50 MB table, from the first byte sent to the answer (stored, inspected, published), against writing it to a disk. */
import { mkdtempSync, openSync, rmSync, writeSync, fsyncSync, closeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDemo } from './with-demo.ts'

const BYTES = 50 * 1024 * 1024

await withDemo(async ({ url, key }) => {
  const table = tableOf(BYTES)
  const headers = { 'X-API-KEY': key }
  const words = JSON.stringify({ title: 'Mesure', description: 'Un grand tableau.' })
  const created = await fetch(`${url}/api/1/datasets/`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: words,
  })
  const { id } = (await created.json()) as { id: string }

  const writeMs = timeOf(() => writeToDisk(table))
  const started = performance.now()
  const form = new FormData()
  form.append('file', new Blob([table as BlobPart]), 'grand.csv')
  const answer = await fetch(`${url}/api/1/datasets/${id}/upload/`, { method: 'POST', headers, body: form })
  const depositMs = Math.round(performance.now() - started)
  const resource = (await answer.json()) as { extras: Record<string, unknown> }
  return {
    megabytes: 50,
    rows: resource.extras['analysis:parsing:total_lines'],
    depositMs,
    writeMs,
    depositOverWrite: Number((depositMs / writeMs).toFixed(1)),
  }
})

function tableOf(bytes: number): Buffer {
  const rows: string[] = ['code;nom;commune;montant;date']
  for (let size = 0, i = 0; size < bytes; i++) {
    const row = `${String(i).padStart(8, '0')};Musée n° ${i};Saint-Étienne;${i % 997},${i % 100};${String((i % 28) + 1).padStart(2, '0')}/03/2025`
    size += Buffer.byteLength(row) + 1
    rows.push(row)
  }
  return Buffer.from(rows.join('\n'))
}

function writeToDisk(bytes: Buffer): void {
  const folder = mkdtempSync(join(tmpdir(), 'cimaise-bench-'))
  const file = openSync(join(folder, 'bytes'), 'w')
  writeSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
  rmSync(folder, { recursive: true })
}

function timeOf(action: () => void): number {
  const started = performance.now()
  action()
  return Math.max(1, Math.round(performance.now() - started))
}
