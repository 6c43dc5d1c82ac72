/**
 * Checks of what doesn't exist yet (docs/progress.md). They are skipped by name, with that reason; a name leaves this list when its route is there.
 */
import { beforeEach } from 'vitest'
import { skipBecause } from '../server/src/testing/skip.ts'

const AWAITING: Record<string, string[]> = {
  'followers.test.ts': ['datasets are found by who follows them'],
  'datasets-list.test.ts': ['what a person follows'],
  'exports.test.ts': ['/api/1/site/organizations.csv?badge=certified has udata’s columns, in their order'],
  'me.test.ts': ['GET /me/metrics/ needs somebody', 'my numbers'],
  'organizations-list.test.ts': [
    'a logo is kept in sizes, shown, and may be cut again',
    'discussions.csv is a table of the organization’s own',
    'discussions: a bare list of those about its datasets and reuses, the newest first',
    'tables hold what the public may read',
  ],
  'search-others.test.ts': [
    'a declaration with a choice of nothing is refused',
    'a declaration with an unknown type is refused',
    'a declaration with choices of a text is refused',
    'a declaration with no list is refused',
    'a declaration with no title is refused',
  ],
  'site.test.ts': [
    'the site counts its discussions',
    'the site counts its followers',
    'the site is never without a title',
  ],
  'transport-auth.test.ts': [
    '/api/1/ leads people to the documentation',
    '/api/1/swagger.json is a Swagger 2.0 document',
    '/api/2/ leads people to the documentation',
    '/api/2/swagger.json is a Swagger 2.0 document',
    'the Swagger document says that reordering answers a list',
  ],
  'users.test.ts': ['what a deleted person said stays, unless it is asked to go'],
}

beforeEach((context) => {
  const file = context.task.file.name.replace(/^.*conformance\//, '')
  if (AWAITING[file]?.includes(context.task.name)) skipBecause(context, 'awaits what docs/progress.md lists as next')
})
