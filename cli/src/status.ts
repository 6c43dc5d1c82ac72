import { getMe, getSite, listFlows, listUploads, type Flow, type UnfinishedUpload, type User } from '@cimaise/client'
import type { Command } from 'commander'
import { send, speakTo, type Api } from './connection/api.ts'
import { Refused } from './connection/failures.ts'
import { connect, type Where } from './connection/connect.ts'
import { isCimaise } from './connection/kind-of-server.ts'
import { nameOf } from './login.ts'
import { EXIT, exits, type Exit } from './terminal/exit.ts'
import { print, printJson, sizeOf } from './terminal/output.ts'

interface Status {
  server: { url: string; software: 'cimaise' | 'udata'; version: string | null; healthy: boolean }
  me: User | null
  flows: Flow[]
  uploads: (UnfinishedUpload & { arrived: number | null })[]
}

/** `status`: what a person looks at in the morning. */
export const addStatusCommand = (program: Command): void => {
  program
    .command('status')
    .description('the server, who you are there, your flows that need somebody, your unfinished uploads')
    .addHelpText(
      'after',
      '\nExit codes: 0 all is well, 1 the server or the key is not, 3 a flow needs somebody, 4 no answer.',
    )
    .action(exits((_: unknown, command: Command) => status(command.optsWithGlobals())))
}

const status = async (where: Where): Promise<Exit> => {
  const api = connect(where)
  const found = await look(api)
  if (where.json) printJson(found)
  else show(found, api)
  if (!found.server.healthy || (api.key && !found.me)) return EXIT.refused
  return found.flows.length > 0 ? EXIT.confirm : EXIT.done
}

const look = async (api: Api): Promise<Status> => {
  const me = api.key ? await orWhen(401, null, getMe) : null
  // A wrong key is refused everywhere, even where none is needed.
  if (!me) speakTo({ ...api, key: null })
  const [{ version = null }, ours] = [await getSite(), await isCimaise()]
  const healthy = !ours || (await send({ ...api, key: null }, 'GET', '/health')).ok
  const server: Status['server'] = { url: api.server, software: ours ? 'cimaise' : 'udata', version, healthy }
  if (!ours || !me) return { server, me, flows: [], uploads: [] }
  const uploads = await Promise.all((await listUploads()).map((one) => withArrived(api, one)))
  return { server, me, flows: await flowsInNeed(), uploads }
}

/** A Cimaise of before flows has none. */
const flowsInNeed = async (): Promise<Flow[]> => {
  const { data } = await orWhen(404, { data: [] }, listFlows)
  return data.filter(({ health }) => ['failing', 'late', 'held'].includes(health))
}

const withArrived = async (api: Api, upload: UnfinishedUpload) => {
  const { ok, headers } = await send(api, 'HEAD', upload.uri, { headers: { 'Tus-Resumable': '1.0.0' } })
  return { ...upload, arrived: ok ? Number(headers.get('upload-offset')) : null }
}

const orWhen = async <T, U>(status: number, otherwise: U, call: () => Promise<T>): Promise<T | U> => {
  try {
    return await call()
  } catch (error) {
    if (error instanceof Refused && error.status === status) return otherwise
    throw error
  }
}

const show = ({ server, me, flows, uploads }: Status, { key }: Api): void => {
  const software = server.software === 'cimaise' ? 'Cimaise' : 'udata'
  line(
    'Server',
    `${server.url} (${software} ${server.version ?? 'of an unknown version'}), ${server.healthy ? 'up' : 'in trouble'}`,
  )
  line('You', me ? `${nameOf(me)} ${me.email ? `<${me.email}>` : ''}` : key ? WRONG_KEY : NO_KEY)
  for (const { name, slug } of me?.organizations ?? []) line('Member of', `${name} (${slug})`)
  for (const { slug, health, sentence } of flows) line('Flow', `${slug}, ${health}: ${sentence}`)
  for (const { file_name, filesize, arrived } of uploads)
    line('Unfinished', `${file_name}, ${sizeOf(arrived)} of ${sizeOf(filesize)}: run the same command again`)
  if (me && flows.length + uploads.length === 0 && server.healthy) print('Nothing waits for you.')
}

const line = (name: string, value: string): void => print(`${name.padEnd(11)} ${value.trim()}`)
const NO_KEY = 'nobody: run cimaise login, or set CIMAISE_API_KEY'
const WRONG_KEY = 'nobody: the server does not know your key; run cimaise login'
