/** Somebody else's JSON, of which nothing is promised. */
export type Json = Record<string, unknown>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textIn = (json: Json, key: string): string | null => {
  const value = json[key]
  return typeof value === 'string' ? value : null
}

export const numberIn = (json: Json, key: string): number | null => {
  const value = json[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export const recordIn = (json: Json, key: string): Json | null => {
  const value = json[key]
  return isRecord(value) ? value : null
}

export const recordsIn = (json: Json, key: string): Json[] => {
  const value = json[key]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

export const textsIn = (json: Json, key: string): string[] => {
  const value = json[key]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}
