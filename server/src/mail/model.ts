export interface Mail {
  to: string
  subject: string
  text: string
  html?: string
  /** Where a POST has no more mails of this kind sent (RFC 8058). */
  stopUrl?: string
}

/** A mail with the name that it keeps however often it is tried. */
export interface Posting extends Mail {
  id: string
}
