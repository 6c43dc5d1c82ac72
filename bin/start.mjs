#!/usr/bin/env node
/** `npm start` and `npm run demo`: installs what is missing, builds what is stale, runs the server. */
import { ensureBuilt, ensureInstalled, refuseOldNode, runInForeground } from './lib/project.mjs'

refuseOldNode()
ensureInstalled()
ensureBuilt()
runInForeground(['server/src/main.ts', ...process.argv.slice(2)])
