/** What the site's administrators see and do, joined from the modules that know it. */
export { findHealth, type HealthDeps } from './health.ts'
