import { presentDate } from '../lib/dates.ts'
import type { Language } from '../lib/text.ts'
import { attemptText, type Delivery } from '../webhooks/index.ts'

export const presentDelivery = ({ id, url, type, state, attempts, createdAt }: Delivery, language: Language) => ({
  ...{ id, url, type, state, created_at: presentDate(createdAt) },
  attempts: attempts.map((attempt) => ({
    ...{ at: presentDate(attempt.at), status: attempt.status, message: attemptText(attempt)[language] },
  })),
})
