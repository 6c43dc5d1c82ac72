import type { DatasetRule, FileRule } from './model.ts'
import * as columns from './rules/columns.rules.ts'
import * as files from './rules/files.rules.ts'
import * as places from './rules/places.rules.ts'
import * as series from './rules/series.rules.ts'
import * as sharing from './rules/sharing.rules.ts'
import * as tags from './rules/tags.rules.ts'
import * as time from './rules/time.rules.ts'
import * as updates from './rules/updates.rules.ts'
import * as words from './rules/words-of-dataset.rules.ts'

/** On the dataset's words alone (tabular.md §6): they say the same whatever file comes. */
export const METADATA_RULES: DatasetRule[] = [
  sharing.licenceMissing,
  sharing.licenceDiffers,
  words.descriptionQuality,
  words.duplicateTitle,
  words.duplicateFileTitle,
  updates.frequencyVsUpdate,
  tags.tagsRequired,
  words.titleQuality,
  words.descriptionShortMissing,
  words.descriptionLanguage,
  updates.frequencyVsHistory,
  tags.tagsForm,
  tags.tagsTechnical,
  tags.tagsRecommended,
  tags.tagsCount,
  sharing.contactMissing,
  sharing.linksInDescription,
]

/** On the words and all the files together: a deposit is judged by them as if it were published. */
export const CONSISTENCY_RULES: DatasetRule[] = [
  time.yearsAnnounced,
  time.temporalCoverage,
  series.missingPeriod,
  columns.columnsQuotedAbsent,
  places.granularityVsCodes,
  places.territoryVsCodes,
  time.temporalCoverageMissing,
  columns.rowCountAnnounced,
  columns.columnsUndocumented,
  columns.noDataDictionary,
  time.descriptionOfOtherYear,
]

/** On one file, as its dataset's words and its other files show it. */
export const PLACED_FILE_RULES: FileRule[] = [
  files.formatVsContent,
  files.remoteFileDead,
  files.duplicateResource,
  updates.cumulativeDecrease,
  time.fileNameYear,
  files.sizeOrChecksum,
  files.analysisErrorPresent,
  columns.dictionaryVsColumns,
  files.fileNameWithoutYear,
  files.titleVsFile,
]
