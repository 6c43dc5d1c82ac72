/**
 * Written in its several ways, an address is one: without the scheme, `www.`, a fragment, a last slash, nor capitals.
 * store.neighbours.ts says the same in SQL.
 */
export const addressKeyOf = (url: string): string =>
  url
    .trim()
    .replace(/^https?:\/\/(www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/+$/, '')
    .toLowerCase()
