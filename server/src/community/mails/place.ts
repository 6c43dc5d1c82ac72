/** Where people reach the site, and what links that need no sign-in are sealed with. */
export interface MailPlace {
  /** Links of mails that begin with `/` are paths of it; it may be known later. */
  site: { baseUrl: string }
  secretKey: Buffer
}

let place: MailPlace = { site: { baseUrl: '' }, secretKey: Buffer.alloc(32) }

/** Says where that is, once for a process. */
export const mailFrom = ({ site, secretKey }: MailPlace): void => {
  place = { site, secretKey }
}

export const placeOfMails = (): MailPlace => place
