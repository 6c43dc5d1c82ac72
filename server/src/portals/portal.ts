import type { FastifyRequest } from 'fastify'
import type { PortalProps, Render } from '@cimaise/web/props'
import type { Db } from '../db/index.ts'

export interface PortalDeps {
  db: Db
  site: { baseUrl: string }
  render: Render
}

/** What every page knows of the portal. One portal for now: the platform's own. */
export const portalPropsOf = (baseUrl: string, request: Pick<FastifyRequest, 'url'>): PortalProps => ({
  name: 'Cimaise',
  tagline: 'Des données publiques, tenues à jour et faciles à reprendre.',
  baseUrl,
  pageUrl: baseUrl + request.url,
})
