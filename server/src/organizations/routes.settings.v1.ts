import type { FastifyInstance } from 'fastify'
import type { Db } from '../db/index.ts'
import { readBody, signedIn } from '../http/index.ts'
import { getSettings, updateSettings } from './settings.ts'
import { presentSettings, settingsOf, SettingsChanges } from './wire.settings.ts'

type ById = { Params: { organization: string } }

/** How an organization works in the back-office: ours, udata has nothing of it. */
export const settingsRoutes =
  ({ db }: { db: Db }) =>
  async (app: FastifyInstance) => {
    app.get<ById>('/organizations/:organization/settings/', async (request) =>
      presentSettings(await getSettings(db, request.actor, request.params.organization)),
    )

    app.put<ById>(
      '/organizations/:organization/settings/',
      { onRequest: signedIn, schema: { body: SettingsChanges } },
      async (request) => {
        const changes = settingsOf(readBody<SettingsChanges>(request))
        return presentSettings(await updateSettings(db, request.actor, request.params.organization, changes))
      },
    )
  }
