#!/usr/bin/env node
/** `npm run build`: the pages, whether they are stale or not. */
import { buildWeb, ensureInstalled } from './lib/project.mjs'

ensureInstalled()
buildWeb()
