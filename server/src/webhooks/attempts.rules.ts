import type { Text } from '../lib/text.ts'
import { failureText, type FailureReason } from '../outgoing/index.ts'
import type { Attempt, AttemptReason, DeliveryState } from './model.ts'

/** What an answer's status says of an attempt: 2xx alone is a success (Standard Webhooks, “Delivery success and failure”). */
export const reasonOf = (status: number): AttemptReason | null => {
  if (status >= 200 && status < 300) return null
  if (status === 410) return 'gone'
  return status >= 300 && status < 400 ? 'redirect' : 'refused'
}

/** Where a delivery is after this attempt. What no patience mends isn't tried again. */
export const stateAfter = ({ reason }: Pick<Attempt, 'reason'>, isLast: boolean): DeliveryState => {
  if (reason === null) return 'delivered'
  if (reason === 'gone') return 'gone'
  return isLast || HOPELESS.has(reason) ? 'failed' : 'waiting'
}

/** Refused by ourselves, whenever it is tried. */
const HOPELESS = new Set<AttemptReason>(['scheme', 'port', 'address', 'secret'])

/** An attempt in a sentence. */
export const attemptText = ({ status, reason }: Attempt): Text => {
  if (reason === null) return { fr: `Reçu (réponse ${status}).`, en: `Received (answer ${status}).` }
  const sentence = OURS[reason]
  return sentence ? sentence(status) : failureText(reason as FailureReason)
}

const OURS: Partial<Record<AttemptReason, (status: number | null) => Text>> = {
  redirect: (status) => ({
    fr: `L’adresse renvoie vers une autre (réponse ${status}), ce qui n’est pas suivi. Donnez l’adresse finale.`,
    en: `The address redirects to another one (answer ${status}), which is not followed. Give the final address.`,
  }),
  refused: (status) => ({
    fr: `Le programme a répondu ${status}. Le message n’est pas perdu : regardez le journal de ce programme.`,
    en: `The program answered ${status}. The message is not lost: look at the log of that program.`,
  }),
  gone: () => ({
    fr: 'Le programme ne veut plus de ces messages (réponse 410). Retirez cette adresse du flux.',
    en: 'The program wants no more of these messages (answer 410). Remove this address from the flow.',
  }),
  secret: () => ({
    fr: 'La clé de chiffrement du serveur a changé : rien n’est parti. Renouvelez le secret de signature.',
    en: 'The encryption key of the server has changed: nothing was sent. Renew the signing secret.',
  }),
}
