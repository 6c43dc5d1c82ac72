import type { Stats } from 'node:fs'
import { createRequire } from 'node:module'
import type { Socket } from 'node:net'

interface Connection {
  fs: {
    get(path: string): Promise<Stats & { name: string }>
    list(path: string): Promise<(Stats & { name: string })[]>
  }
  connector: { waitForConnection(): Promise<unknown>; socket: Socket; end(): void }
  reply(...parts: unknown[]): Promise<unknown>
}

interface Command {
  directive: string
  flags?: { feat: string }
  handler(this: Connection, asked: { command: { arg: string | null } }): Promise<unknown>
}

/** ftp-srv has no machine listings (RFC 3659 §7): these two commands, among its own. */
const MLSD: Command = {
  directive: 'MLSD',
  async handler({ command }) {
    try {
      await this.connector.waitForConnection()
      const found = await this.fs.list(command.arg ?? '.')
      await this.reply(150)
      const text = found.map((one) => `${factsOf(one)} ${one.name}\r\n`).join('')
      await new Promise<void>((done) => this.connector.socket.end(text, () => done()))
      await this.reply(226)
    } catch (error) {
      await this.reply(550, (error as Error).message)
    } finally {
      this.connector.end()
    }
  },
}

const MLST: Command = {
  directive: 'MLST',
  flags: { feat: 'MLST type*;size*;modify*;' },
  async handler({ command }) {
    try {
      const facts = factsOf(await this.fs.get(command.arg ?? '.'))
      await this.reply(250, 'Begin', { raw: true, message: ` ${facts} ${command.arg}` }, 'End')
    } catch (error) {
      await this.reply(550, (error as Error).message)
    }
  },
}

const factsOf = (one: Stats): string => {
  const modify = one.mtime.toISOString().replace(/[-:TZ]/g, '')
  return `type=${one.isDirectory() ? 'dir' : 'file'};size=${one.size};modify=${modify};`
}

/** Of every server of this process. */
export const knowMachineListings = (isKnown: boolean): void => {
  const registry = createRequire(import.meta.url)('ftp-srv/src/commands/registry') as Record<string, Command>
  for (const command of [MLSD, MLST]) {
    if (isKnown) registry[command.directive] = command
    else delete registry[command.directive]
  }
}
