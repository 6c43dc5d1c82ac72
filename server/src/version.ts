import manifest from '../package.json' with { type: 'json' }

/** Of Cimaise, as `/site/` and the documentation of the API tell it. */
export const VERSION: string = manifest.version
