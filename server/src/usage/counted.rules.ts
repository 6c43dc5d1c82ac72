/** What of a request is looked at, and no more: no address, no cookie, no account. */
export interface Asked {
  method: string
  headers: Record<string, string | string[] | undefined>
}

/**
 * Whether a page was read by a person: asked with GET, by what calls itself a browser and isn't known as a robot, and not
 * ahead of time. A page that was asked again and hadn't changed (304) was read again: it is never kept unasked.
 */
export const isVisit = ({ method, headers }: Asked): boolean =>
  method === 'GET' && !isAhead(headers) && textOf(headers['user-agent']).startsWith('Mozilla/') && !isRobot(headers)

/**
 * Whether a file that is sent from its beginning was downloaded: asked with GET, and not ahead of time. Scripts count, as
 * the audience that they are; robots don't.
 */
export const isDownload = ({ method, headers }: Asked): boolean =>
  method === 'GET' && !isAhead(headers) && !isRobot(headers)

/** Browsers that fetch what somebody may click on. */
const isAhead = (headers: Asked['headers']): boolean =>
  ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'].some((name) =>
    /prefetch|prerender|preview/i.test(textOf(headers[name])),
  )

/** They say so in their name, nearly all of them; the last words are robots that don't. */
const ROBOTS =
  /bot\b|bot[/_-]|crawl|spider|slurp|archiver|preview|monitor|uptime|lighthouse|headless|facebookexternalhit|embedly|mediapartners|feedfetcher|checker|validator|scrapy|hydra/i

const isRobot = (headers: Asked['headers']): boolean => ROBOTS.test(textOf(headers['user-agent']))

const textOf = (header: string | string[] | undefined): string => [header ?? ''].flat().join(' ').trim()
