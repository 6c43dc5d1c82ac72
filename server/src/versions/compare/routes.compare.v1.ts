import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Type from 'typebox'
import { NotFound } from '../../lib/errors.ts'
import { getDataset, getResource } from '../../catalog/index.ts'
import type { Db } from '../../db/index.ts'
import { attachmentNamed, languageOf, Param, readQuery } from '../../http/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { findInspections, type Inspector } from '../../analysis/index.ts'
import { getVersion } from '../versions.ts'
import type { Version } from '../model.ts'
import { compareBlobs, writeDifference } from './compare-blobs.ts'
import { comparisonFindings } from './findings.rules.ts'
import { presentComparison } from './wire.compare.v1.ts'

interface Deps {
  db: Db
  blobs: BlobStore
  inspector: Inspector
}
type ByPair = { Params: { dataset: string; resource: string; version: string; other: string } }
type Request = FastifyRequest<ByPair>

const Key = Type.Object({ key: Param.text('columns that tell rows apart, with commas; unset: proposed from the data') })
const TYPES = { csv: 'text/csv; charset=utf-8', parquet: 'application/vnd.apache.parquet' }

/** What changed from one version of a file to another, for whoever may download both. */
export const compareRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const pair = '/datasets/:dataset/resources/:resource/versions/:version/compare/:other/'
  const asked = { schema: { querystring: Key } }

  app.get<ByPair>(
    '/datasets/:dataset/resources/:resource/versions/:version/compare/:other/',
    asked,
    async (request) => {
      const { before, after } = await find(request)
      const comparison = await compareBlobs(deps, shaOf(before, after), keyOf(request))
      const inspections = await findInspections(deps.db, [before.sha256, after.sha256])
      const tables = [inspections.get(before.sha256)?.table, inspections.get(after.sha256)?.table]
      const findings = comparison && tables[0] && tables[1] ? comparisonFindings(comparison, tables[0], tables[1]) : []
      return {
        ...{ from: before.number, to: after.number, same_bytes: before.sha256 === after.sha256 },
        filesize: { from: before.sizeBytes, to: after.sizeBytes },
        comparison: comparison && presentComparison(comparison),
        findings: findings.map(({ rule, severity, message }) => ({
          rule,
          severity,
          message: message[languageOf(request)],
        })),
      }
    },
  )

  app.get<ByPair>(`${pair}diff.csv`, asked, async (request, reply) => sendDifference(request, reply, 'csv'))
  app.get<ByPair>(`${pair}diff.parquet`, asked, async (request, reply) => sendDifference(request, reply, 'parquet'))

  const sendDifference = async (request: Request, reply: FastifyReply, extension: keyof typeof TYPES) => {
    const { before, after } = await find(request)
    const folder = await mkdtemp(join(tmpdir(), 'cimaise-difference-'))
    const path = join(folder, `difference.${extension}`)
    try {
      if (!(await writeDifference(deps, shaOf(before, after), path, keyOf(request)))) throw new NotFound(NO_TABLES)
      const { size } = await stat(path)
      const stream = createReadStream(path)
      stream.on('close', () => void rm(folder, { recursive: true, force: true }))
      return reply
        .header('Content-Type', TYPES[extension])
        .header('Content-Length', size)
        .header('Cache-Control', 'private, no-store')
        .header(
          'Content-Disposition',
          attachmentNamed(`${before.number}-${after.number}-${before.fileName}.${extension}`),
        )
        .send(stream)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }

  const find = async (request: Request): Promise<{ before: Version; after: Version }> => {
    const { dataset: path, resource: id, version, other } = request.params
    const dataset = await getDataset(deps.db, request.actor, path)
    const resource = await getResource(deps.db, dataset, id)
    if (![version, other].every((number) => /^[1-9]\d{0,8}$/.test(number))) throw new NotFound()
    const [before, after] = await Promise.all(
      [version, other].map((number) => getVersion(deps.db, request.actor, resource.id, Number(number))),
    )
    if (!before || !after) throw new NotFound()
    return { before: before.version, after: after.version }
  }
}

const shaOf = (before: Version, after: Version) => ({ before: before.sha256, after: after.sha256 })

const keyOf = (request: Request): string[] | undefined => {
  const { key } = readQuery(request, Key)
  return key ? key.split(',').map((name) => name.trim()) : undefined
}

const NO_TABLES = {
  fr: 'Ces deux versions ne sont pas toutes deux des tableaux : il n’y a pas de différence à télécharger.',
  en: 'These two versions are not both tables: there is no difference to download.',
}
