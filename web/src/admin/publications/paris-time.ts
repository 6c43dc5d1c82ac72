/** Times of the clock in Paris, where readers of this site live, whatever the browser's zone. */
const ZONE = 'Europe/Paris'
const PARTS = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: ZONE })

/**
 * A day and an hour in Paris as ISO 8601 with its offset: null when one is missing. An hour that comes twice is its
 * first time; one that the clock skips is the same while after it has jumped.
 */
export const parisMoment = (day: string, hour: string): string | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}/.test(hour)) return null
  const summer = `${day}T${hour.slice(0, 5)}:00+02:00`
  return inParis(summer).hour === hour.slice(0, 5) ? summer : `${day}T${hour.slice(0, 5)}:00+01:00`
}

/** The day and the hour that a clock in Paris shows then. */
export const inParis = (iso: string): { day: string; hour: string } => {
  const [day = '', hour = ''] = PARTS.format(new Date(iso)).split(' ')
  return { day, hour }
}

/** Tomorrow at eight: what most people mean by later. */
export const tomorrow = (now = Date.now()): { day: string; hour: string } => ({
  day: inParis(new Date(now + 86_400_000).toISOString()).day,
  hour: '08:00',
})
