import type { Finding } from '@cimaise/client'
import { words } from '../../../language.ts'
import type { IconName } from '../../../ui/icons.ts'

const w = words({
  fr: { blocker: 'Sérieux', warning: 'À regarder', advice: 'Conseil' },
  en: { blocker: 'Serious', warning: 'To look at', advice: 'Advice' },
})

/** A drawing and a word for each, the gravest first. */
export const SEVERITIES: Record<Finding['severity'], { icon: IconName; word: string }> = {
  blocker: { icon: 'failed', word: w.blocker },
  warning: { icon: 'warning', word: w.warning },
  advice: { icon: 'information', word: w.advice },
}
