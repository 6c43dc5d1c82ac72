/** What producers do with all their datasets at once: lists, views that are kept, bulk edits. */
export { runBulkEditTask } from './bulk/run-bulk-edit.ts'
