import type { Finding } from '@cimaise/client'
import type { IconName } from '../../../ui/icons.ts'

/** A word and a drawing for each, the gravest first: never a colour alone. */
export const SEVERITIES: Record<Finding['severity'], { word: string; icon: IconName }> = {
  blocker: { word: 'Sérieux', icon: 'warning' },
  warning: { word: 'À regarder', icon: 'warning' },
  advice: { word: 'Conseil', icon: 'information' },
}
