/** Links: whether they answer, what changed behind them, and how they become files. */
export { checkLinks, checkLinkTask, checkNewLink, purgeChecks } from './check-links.ts'
export type { CheckDeps } from './check-link.ts'
export { shareWork, openCrawler, tellCrawler, tellCrawlerOfPurge, tellCrawlerTask, type Crawler } from './crawler.ts'
export { listBrokenLinks } from './readings.ts'
