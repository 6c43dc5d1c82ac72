import { presentDate } from '../lib/dates.ts'
import type { Language } from '../lib/text.ts'
import type { CrawlState } from './crawl-state.ts'
import type { Crawled } from './readings.ts'
import { presentCheck } from './wire.crawler.ts'

/** How far a file or a link is, in one language. */
export const presentCrawl = (state: CrawlState, crawled: Crawled, language: Language) => ({
  resource_id: crawled.resource.id,
  status: state.status,
  status_since: presentDate(state.statusSince),
  position_in_queue: state.positionInQueue,
  message: state.summary[language],
  stages: state.stages.map(({ code, label, state: where }) => ({ code, label: label[language], state: where })),
  last_check: state.lastCheck ? presentCheck(state.lastCheck, crawled) : null,
  errors: state.errors.map((error) => error[language]),
})
