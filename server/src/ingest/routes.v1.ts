import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Invalid } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { getEditableDataset, getResource } from '../catalog/index.ts'
import { presentResource } from '../catalog/wire.v1.ts'
import { acceptForms, readForm, signedIn } from '../http/index.ts'
import { depositFile, type DepositDeps, type DepositOutcome } from './deposit-file.ts'
import { EXTENSIONS } from './extensions.ts'

interface Deps extends DepositDeps {
  site: { baseUrl: string }
}
interface Target {
  Params: { dataset: string; resource?: string }
}

/** Files arrive here: new ones and replacements, as udata's clients send them (udata-api.md §9). */
export const uploadRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  await acceptForms(app)
  const upload = { onRequest: signedIn, config: { errors: 'upload' as const } }

  app.post<Target>('/datasets/:dataset/upload/', upload, async (request, reply) => {
    const { resource, outcome } = await receive(deps, request)
    return reply.code(201).send(present(resource, outcome, deps.site.baseUrl))
  })

  app.post<Target>('/datasets/:dataset/resources/:resource/upload/', upload, async (request) => {
    const { resource, outcome } = await receive(deps, request)
    return present(resource, outcome, deps.site.baseUrl)
  })

  app.get('/datasets/extensions/', async () => EXTENSIONS)
}

const receive = async (deps: Deps, request: FastifyRequest<Target>): Promise<DepositOutcome> => {
  const { dataset, resource } = request.params
  // Before a byte is read: who may not write here is told so at once.
  const editable = await getEditableDataset(deps.db, request.actor, dataset)
  if (resource) await getResource(deps.db, editable, resource)

  const form = readForm(request)
  const file = await form.file()
  const query = request.query as { keep_title?: string }
  try {
    return await depositFile(deps, request.actor, {
      dataset: editable.id,
      resourceId: resource,
      fileName: file.name,
      body: file.bytes,
      keepTitle: query.keep_title === 'true',
      confirm: async () => refuseChunks(await form.fields()),
    })
  } catch (error) {
    throw await file.refuse(error)
  }
}

/** A piece of a larger file must never be published as if it were the file (udata-api.md §9.3). */
const refuseChunks = (fields: Record<string, unknown>): void => {
  if (Number(fields.totalparts) > 1) throw new Invalid(IN_CHUNKS)
}

const present = (resource: DepositOutcome['resource'], outcome: DepositOutcome['outcome'], baseUrl: string) => {
  const body = presentResource(resource, baseUrl)
  const extras = outcome === 'unchanged' ? { ...body.extras, 'cimaise:unchanged': true } : body.extras
  return { ...body, extras, success: true }
}

const IN_CHUNKS: Text = {
  fr: 'L’envoi par morceaux n’est pas encore accepté. Envoyez le fichier d’un seul tenant : il peut être aussi grand.',
  en: 'Uploads in chunks are not accepted yet. Send the file in one piece: it may be as large.',
}
