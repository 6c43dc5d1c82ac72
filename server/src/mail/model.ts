export interface Mail {
  to: string
  subject: string
  text: string
  html?: string
}

/** A mail with the name that it keeps however often it is tried. */
export interface Posting extends Mail {
  id: string
}
