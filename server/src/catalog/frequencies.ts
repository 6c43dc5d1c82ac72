import type { Text } from '../lib/text.ts'

export interface Frequency {
  id: string
  label: Text
  /** After this long without an update the dataset is late; null: nothing was promised. */
  delayMinutes: number | null
}

const HOUR = 60
const DAY = 24 * HOUR
const frequency = (id: string, fr: string, en: string, delayMinutes: number | null): Frequency => ({
  id,
  label: { fr, en },
  delayMinutes,
})

/** udata's 40 frequencies in its order, with the delay its quality uses (udata-api.md §5.3). */
export const FREQUENCIES: Frequency[] = [
  frequency('continuous', 'En continu', 'Continuous', null),
  frequency('oneMinute', 'Toutes les minutes', 'Every minute', 1),
  frequency('fiveMinutes', 'Toutes les 5 minutes', 'Every 5 minutes', 5),
  frequency('tenMinutes', 'Toutes les 10 minutes', 'Every 10 minutes', 10),
  frequency('fifteenMinutes', 'Tous les quarts d’heure', 'Every 15 minutes', 15),
  frequency('thirtyMinutes', 'Toutes les demi-heures', 'Every 30 minutes', 30),
  frequency('hourly', 'Toutes les heures', 'Hourly', HOUR),
  frequency('bihourly', 'Toutes les 2 heures', 'Every 2 hours', 2 * HOUR),
  frequency('trihourly', 'Toutes les 3 heures', 'Every 3 hours', 3 * HOUR),
  frequency('twelveHours', 'Toutes les 12 heures', 'Every 12 hours', 12 * HOUR),
  frequency('severalTimesADay', 'Plusieurs fois par jour', 'Several times a day', DAY),
  frequency('threeTimesADay', 'Trois fois par jour', 'Three times a day', DAY),
  frequency('semidaily', 'Deux fois par jour', 'Twice a day', DAY),
  frequency('daily', 'Quotidienne', 'Daily', DAY),
  frequency('fiveTimesAWeek', 'Cinq fois par semaine', 'Five times a week', 7 * DAY),
  frequency('threeTimesAWeek', 'Trois fois par semaine', 'Three times a week', 7 * DAY),
  frequency('semiweekly', 'Deux fois par semaine', 'Twice a week', 7 * DAY),
  frequency('weekly', 'Hebdomadaire', 'Weekly', 7 * DAY),
  frequency('biweekly', 'Toutes les deux semaines', 'Every two weeks', 14 * DAY),
  frequency('threeTimesAMonth', 'Trois fois par mois', 'Three times a month', 31 * DAY),
  frequency('semimonthly', 'Deux fois par mois', 'Twice a month', 31 * DAY),
  frequency('monthly', 'Mensuelle', 'Monthly', 31 * DAY),
  frequency('bimonthly', 'Bimestrielle', 'Every two months', 62 * DAY),
  frequency('quarterly', 'Trimestrielle', 'Quarterly', 93 * DAY),
  frequency('threeTimesAYear', 'Trois fois par an', 'Three times a year', 365 * DAY),
  frequency('semiannual', 'Semestrielle', 'Twice a year', 365 * DAY),
  frequency('annual', 'Annuelle', 'Annual', 365 * DAY),
  frequency('biennial', 'Tous les deux ans', 'Every two years', 730 * DAY),
  frequency('triennial', 'Tous les trois ans', 'Every three years', 1095 * DAY),
  frequency('quadrennial', 'Tous les quatre ans', 'Every four years', 1460 * DAY),
  frequency('quinquennial', 'Tous les cinq ans', 'Every five years', 1825 * DAY),
  frequency('decennial', 'Tous les dix ans', 'Every ten years', 3650 * DAY),
  frequency('bidecennial', 'Tous les vingt ans', 'Every twenty years', 7300 * DAY),
  frequency('tridecennial', 'Tous les trente ans', 'Every thirty years', 10_950 * DAY),
  frequency('punctual', 'Ponctuelle', 'Punctual', null),
  frequency('irregular', 'Irrégulière', 'Irregular', null),
  frequency('never', 'Jamais', 'Never', null),
  frequency('notPlanned', 'Non planifiée', 'Not planned', null),
  frequency('other', 'Autre', 'Other', null),
  frequency('unknown', 'Inconnue', 'Unknown', null),
]

/** Names that older clients still send (udata-api.md §5.3). */
const LEGACY: Record<string, string> = {
  realtime: 'continuous',
  fourTimesADay: 'severalTimesADay',
  fourTimesAWeek: 'other',
  fortnighly: 'biweekly',
  biannual: 'semiannual',
}

/** The frequency with this id or this older name; undefined for none or an unknown one. */
export const findFrequency = (id: string | null): Frequency | undefined => {
  const current = id === null ? null : (LEGACY[id] ?? id)
  return FREQUENCIES.find((known) => known.id === current)
}
