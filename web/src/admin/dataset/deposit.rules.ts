import { formatSize } from '../../format.ts'
import type { DepositRules } from '../references.ts'

/** Why a file would be refused, said before it leaves; empty when nothing is known against it. */
export const problemOf = (file: { name: string; size: number }, rules: DepositRules | null): string => {
  if (file.size === 0) return 'Ce fichier est vide.'
  if (!rules) return ''
  if (file.size > rules.maxBytes) {
    return `Ce fichier pèse ${formatSize(file.size)} ; la limite est de ${formatSize(rules.maxBytes)}.`
  }
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase()
  if (!extension) return 'Le nom de ce fichier n’a pas d’extension. Ajoutez-la, par exemple « .csv ».'
  return rules.extensions.has(extension) ? '' : `Les fichiers « .${extension} » ne sont pas acceptés.`
}

/** `12 Mo/s, encore 3 minutes`; empty while it is too soon to tell. `from`: bytes that were there before. */
export const paceOf = (loaded: number, total: number, milliseconds: number, from = 0): string => {
  if (milliseconds < 500 || loaded <= from || loaded >= total) return ''
  const bytesPerSecond = (loaded - from) / (milliseconds / 1_000)
  return `${formatSize(Math.round(bytesPerSecond))}/s, encore ${durationOf((total - loaded) / bytesPerSecond)}`
}

const durationOf = (seconds: number): string => {
  if (seconds < 60) return plural(Math.max(1, Math.ceil(seconds)), 'seconde')
  if (seconds < 3_600) return plural(Math.ceil(seconds / 60), 'minute')
  return plural(Math.ceil(seconds / 3_600), 'heure')
}

const plural = (n: number, unit: string): string => `${n}\u00a0${unit}${n > 1 ? 's' : ''}`
