/** How often public pages are read and files downloaded: counted, shown, told where udata has it. */
export { createUsageCounter, type UsageCounter } from './counter.ts'
export type { PeriodUsage } from './model.ts'
export { dayAfter, parisDay } from './periods.rules.ts'
export { forgetUsage, listUsageOf } from './statistics.ts'
export { tellMetrics } from './tell-metrics.ts'
