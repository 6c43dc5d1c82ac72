import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { languageOf, readBody, signedIn } from '../../http/index.ts'
import { Invalid } from '../../lib/errors.ts'
import { SourceFailure } from '../../sources/index.ts'
import type { FlowDeps } from '../deps.ts'
import { giveField, listFeedings } from '../feedings.ts'
import { previewMapping } from './preview-mapping.ts'
import { presentFlows } from '../routes.presenter.ts'
import { trySource } from './try-source.ts'
import { FieldInput, PreviewInput, TestInput } from '../wire.input.ts'
import { readDefinition, readSource } from '../definition/wire.reading.ts'
import { presentFeeding, presentPreview, presentTest } from './wire.trials.ts'

interface Deps extends FlowDeps {
  site: { baseUrl: string }
}

/** Sources and mappings tried before anything is declared; who writes which words of a dataset. */
export const trialRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const write = { onRequest: signedIn, config: { errors: 'form' as const } }

  app.post('/flows/test/', { ...write, schema: { body: TestInput } }, async (request) => {
    const { organization, source, credentials = {}, flow = null } = readBody<Static<typeof TestInput>>(request)
    const trial = { organizationId: organization, source: readSource(source), secrets: credentials, flow }
    return presentTest(await trySource(deps, request.actor, trial), languageOf(request))
  })

  app.post('/flows/preview/', { ...write, schema: { body: PreviewInput } }, async (request) => {
    const { organization, definition, credentials = {}, flow = null } = readBody<Static<typeof PreviewInput>>(request)
    const read = readDefinition(definition)
    if (read.kind === 'mirror') throw new Invalid(NO_MAPPING)
    const trial = { organizationId: organization, secrets: credentials, flow }
    const preview = await previewMapping(deps, request.actor, trial, read).catch((error: unknown) => {
      throw error instanceof SourceFailure ? new Invalid(error.text) : error
    })
    return presentPreview(preview, languageOf(request))
  })

  app.get<{ Params: { dataset: string } }>('/datasets/:dataset/feedings/', { onRequest: signedIn }, async (request) => {
    const feedings = await listFeedings(deps, request.actor, request.params.dataset)
    const flows = await presentFlows(deps, request, [...new Set(feedings.map(({ flow }) => flow))])
    const sentences = new Map(flows.map(({ id, sentence }) => [id, sentence]))
    return feedings.map((feeding) => presentFeeding(feeding, sentences.get(feeding.flow.id) ?? ''))
  })

  app.post<{ Params: { flow: string } }>(
    '/flows/:flow/fields/',
    { ...write, schema: { body: FieldInput } },
    async (request, reply) => {
      const { on, id, field } = readBody<Static<typeof FieldInput>>(request)
      await giveField(deps, request.actor, request.params.flow, { kind: on, id, field })
      return reply.code(204).send()
    },
  )
}

const NO_MAPPING = {
  fr: 'Un flux qui recopie un catalogue n’a pas de correspondance à essayer.',
  en: 'A flow that copies a catalogue has no mapping to try.',
}
