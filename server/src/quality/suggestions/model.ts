/** Words that the files of a draft suggest. Nothing is written: whoever describes them takes what is right. */
export interface Suggestions {
  /** Null when the files say nothing of it. */
  title: string | null
  /** Markdown: what to say, then each table with its columns. */
  description: string | null
  temporalCoverage: { start: string; end: string } | null
  tags: SuggestedTag[]
  /** Datasets with nearly the same title, or one of these files. */
  alike: AlikeDataset[]
}

export interface SuggestedTag {
  tag: string
  /** Asked of every dataset of the producer, offered by it, or found on its other datasets. */
  why: 'required' | 'recommended' | 'used'
}

export interface AlikeDataset {
  id: string
  title: string
  why: 'title' | 'file'
}
