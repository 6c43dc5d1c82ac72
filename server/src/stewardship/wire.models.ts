import Type from 'typebox'
import { answers, creates, pageOf, type Answers } from '../openapi/index.ts'
import { BulkEditModel, BulkEntryModel, PreviewModel } from './wire.bulk-edits.ts'
import { CountsModel, HoldingModel } from './wire.holdings.ts'
import { SavedViewModel } from './wire.saved-views.ts'

/** A page of one's own datasets, with what its filters would leave. */
const Holdings = Type.Object({ ...pageOf(HoldingModel).properties, counts: CountsModel }, { title: 'HoldingPage' })

export const stewardshipAnswers: Answers = {
  list_organization_holdings: answers(Holdings),
  list_my_holdings: answers(Holdings),
  list_saved_views: answers(Type.Array(SavedViewModel)),
  create_saved_view: creates(SavedViewModel),
  update_saved_view: answers(SavedViewModel),
  create_bulk_edit: { ...creates(BulkEditModel), also: { 200: PreviewModel } },
  list_bulk_edits: answers(pageOf(BulkEditModel)),
  get_bulk_edit: answers(BulkEditModel),
  list_bulk_edit_entries: answers(pageOf(BulkEntryModel)),
  undo_bulk_edit: creates(BulkEditModel),
}
