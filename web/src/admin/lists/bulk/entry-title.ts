import type { BulkEntry } from '@cimaise/client'
import { w } from '../list-words.ts'

export const titleOf = ({ dataset }: BulkEntry): string => dataset.title || w.untitled
