import { readFileSync } from 'node:fs'
import { listLicenses, type Dataset, type DatasetInput } from '@cimaise/client'
import type { Command } from 'commander'
import { parse } from 'yaml' // People write metadata by hand: YAML is kinder than JSON, and contains it.
import { Refused } from '../connection/failures.ts'
import { WrongCommand } from '../terminal/exit.ts'

export interface MetadataOptions {
  title?: string
  acronym?: string
  summary?: string
  description?: string
  tags?: string
  license?: string
  frequency?: string
  period?: string
  private?: boolean
  public?: boolean
  fromFile?: string
}

/** The options of `create` and `edit`. */
export const takesMetadata = (command: Command): Command =>
  command
    .option('--title <words>')
    .option('--description <markdown>')
    .option('--summary <words>', 'a short description')
    .option('--acronym <word>')
    .option('--tags <a,b,…>', 'all of them; an empty text takes them away')
    .option('--license <id>', 'lov2, odc-odbl… (cimaise api datasets/licenses/)')
    .option('--frequency <id>', 'annual, daily… (cimaise api datasets/frequencies/)')
    .option('--period <start/end>', 'the days that the data are about: 2020-01-01/2024-12-31')
    .option('--private', 'seen by its producer only')
    .option('--public', 'seen by everybody')
    .option('--from-file <file>', "the API's fields in YAML or JSON (- reads the standard input); options win")

/** What they say, in the API's words. Throws `WrongCommand`, and `Refused` for a licence that the server would drop. */
export const readMetadata = async (options: MetadataOptions): Promise<DatasetInput> => {
  if (options.private && options.public) throw new WrongCommand('Choose --private or --public, not both.')
  const { title, acronym, description } = options
  const given = {
    ...{ title, acronym, description, description_short: options.summary },
    tags: options.tags?.split(',').flatMap((tag) => tag.trim() || []),
    ...{ license: options.license, frequency: options.frequency },
    temporal_coverage: options.period === undefined ? undefined : periodOf(options.period),
    private: options.private ? true : options.public ? false : undefined,
  }
  const set = Object.entries(given).filter(([, value]) => value !== undefined)
  const input: DatasetInput = { ...(options.fromFile ? readFields(options.fromFile) : {}), ...Object.fromEntries(set) }
  if (Object.keys(input).length === 0) throw new WrongCommand('Say what to write: --title, --description, --from-file…')
  if (typeof input.license === 'string') await demandLicense(input.license)
  return input
}

const periodOf = (text: string): Dataset['temporal_coverage'] => {
  const [start = '', end = null] = text.split('/')
  return text === '' ? null : { start, end: end || null }
}

const readFields = (file: string): object => {
  const text = readFileSync(file === '-' ? 0 : file, 'utf8')
  const fields: unknown = wellFormed(file, text)
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields
  throw new WrongCommand(`${file} must hold fields, one a line: "title: …".`)
}

const wellFormed = (file: string, text: string): unknown => {
  try {
    // Dates stay as they are written.
    return parse(text, { schema: 'core' }) as unknown
  } catch (error) {
    throw new WrongCommand(`${file} is neither YAML nor JSON. ${(error as Error).message}`)
  }
}

/** A server of udata's takes a licence that it doesn't know for none, silently. */
const demandLicense = async (wanted: string): Promise<void> => {
  const known = await listLicenses()
  if (known.some(({ id, title, url }) => [id, title, url].includes(wanted))) return
  throw new Refused(0, `There is no licence "${wanted}" there. Known: ${known.map(({ id }) => id).join(', ')}.`)
}
