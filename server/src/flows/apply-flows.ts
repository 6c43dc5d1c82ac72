import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../lib/actor.ts'
import { Conflict } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { inTransaction, type Db } from '../db/index.ts'
import { demandSlug } from './flow-slugs.ts'
import { createFlow, getManagedFlow, updateFlow } from './flows.ts'
import type { Flow, WrittenFlow } from './model.ts'
import { demandManager } from './policy.ts'
import { isSlugTaken } from './store.flows.ts'

export interface Applied {
  slug: string
  action: 'created' | 'changed' | 'unchanged'
  /** Null: it would be created. */
  flow: Flow | null
}

/**
 * Makes flows be what a file says, all of them or none: by slug, created as drafts or changed. What the file doesn't
 * name stays. `dry`: only says what would be done. Throws `Invalid`, `Forbidden`, `Conflict`.
 */
export const applyFlows = (
  deps: { db: Db; secretKey: Buffer },
  actor: Actor,
  organizationId: string,
  written: WrittenFlow[],
  { dry }: { dry: boolean },
): Promise<Applied[]> =>
  inTransaction(deps.db, async (tx) => {
    demandManager(actor, organizationId)
    const applied: Applied[] = []
    for (const one of written) applied.push(await apply({ ...deps, db: tx }, actor, organizationId, one, dry))
    return applied
  })

const apply = async (
  deps: { db: Db; secretKey: Buffer },
  actor: Actor,
  organizationId: string,
  { slug, name, definition }: WrittenFlow,
  dry: boolean,
): Promise<Applied> => {
  if (!(await isSlugTaken(deps.db, slug))) {
    demandSlug(slug)
    const flow = dry ? null : await createFlow(deps, actor, { slug, name, definition, organizationId })
    return { slug, action: 'created', flow }
  }
  const known = await getManagedFlow(deps.db, actor, slug).catch(() => undefined)
  if (known?.organizationId !== organizationId) throw new Conflict(taken(slug))
  if (known.name === name && isDeepStrictEqual(known.definition, definition))
    return { slug, action: 'unchanged', flow: known }
  const flow = dry ? known : await updateFlow(deps, actor, known.id, { name, definition })
  return { slug, action: 'changed', flow }
}

const taken = (slug: string): Text => ({
  fr: `Le flux « ${slug} » est à une autre organisation. Rien n’a été changé ; choisissez un autre identifiant.`,
  en: `The flow “${slug}” belongs to another organization. Nothing was changed; choose another identifier.`,
})
