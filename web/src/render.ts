/** The server's half of the web: a page's name and props in, a whole HTML document out. */
import manifest from 'virtual:client-manifest'
import { makeRender } from './document.ts'

/** Renders a page with the files of the client build beside it. */
export const render = makeRender(manifest)
