import type { Finding } from '@cimaise/client'
import type { IconName } from '../../../ui/icons.ts'

/** A drawing for each, the gravest first; the word is beside it. */
export const SEVERITIES: Record<Finding['severity'], { icon: IconName }> = {
  blocker: { icon: 'failed' },
  warning: { icon: 'warning' },
  advice: { icon: 'information' },
}
