import type { License } from './licenses.ts'

/** udata's licence (udata-api.md §5.6). */
export const presentLicense = ({ frenchTitle, ...license }: License) => ({
  ...license,
  maintainer: null,
  alternate_urls: [],
  alternate_titles: frenchTitle ? [frenchTitle] : [],
})
