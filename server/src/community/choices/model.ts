/** What somebody is told of, as they choose it. */
export const KINDS = ['membership', 'discussions', 'uses', 'transfers', 'flows', 'publications', 'keys'] as const
export type Kind = (typeof KINDS)[number]

/** When a mail says it; in the back-office it is always said. */
export const MAILS = ['at_once', 'daily', 'weekly', 'never'] as const
export type MailChoice = (typeof MAILS)[number]

/** In which of the two digests something waits. */
export type Frequency = 'daily' | 'weekly'

export type Choices = Record<Kind, MailChoice>

/** Of who never chose. udata mails nothing of transfers: the digest is enough. */
export const AT_FIRST: Choices = {
  membership: 'at_once',
  discussions: 'at_once',
  uses: 'at_once',
  transfers: 'daily',
  flows: 'at_once',
  publications: 'at_once',
  keys: 'at_once',
}

export const isKind = (text: string): text is Kind => (KINDS as readonly string[]).includes(text)
