import type { Inspection } from '../../analysis/index.ts'
import type { Examined, ExaminedFile } from '../model.ts'
import type { DATASET } from './examined.ts'
import { NOW, withFile } from './examined.ts'

/** A rule, what is tried, and the dataset that shows it. */
export type Case = [rule: string, what: string, make: () => Examined | Promise<Examined>, severity?: string]

let inspectBytes: ((content: string, name?: string) => Promise<Inspection>) | undefined

/** The tests' inspector, which they start and stop. */
export const inspectWith = (inspect: typeof inspectBytes): void => void (inspectBytes = inspect)
export const inspect = (content: string, name?: string): Promise<Inspection> => {
  if (!inspectBytes) throw new Error('call inspectWith first')
  return inspectBytes(content, name)
}
export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/** A table of these columns, as people write them: semicolons, a header. */
export const csv = (columns: Record<string, (string | number)[]>): string => {
  const names = Object.keys(columns)
  const count = Math.max(...Object.values(columns).map((values) => values.length))
  return `${[names, ...range(count).map((row) => names.map((name) => columns[name]?.[row] ?? ''))].map((cells) => cells.join(';')).join('\n')}\n`
}
export const MUSEUMS = range(40).map((n) => `Musée ${n}`)
/** Forty museums by year. */
export const byYear = (years: number[]): string =>
  csv({
    annee: years.flatMap((year) => MUSEUMS.map(() => year)),
    musee: years.flatMap(() => MUSEUMS),
    visiteurs: years.flatMap((_, at) => MUSEUMS.map((__, n) => 100 * n + at)),
  })
export const museums = async (
  years: number[],
  dataset: Partial<typeof DATASET> = {},
  file: Partial<ExaminedFile> = {},
) => withFile(await inspect(byYear(years)), dataset, file)
export const WIDE =
  'nom;region;commune;code_insee;latitude;longitude;visiteurs\nLouvre;Île-de-France;Paris;75056;48.86;2.33;10\n'
export const codes = async (name: string, values: string[], spatial: NonNullable<typeof DATASET.spatial>) =>
  withFile(await inspect(csv({ musee: values.map((_, n) => `Musée ${n}`), [name]: values })), { spatial })
export const france = (granularity: string | null = null) => ({ zones: ['country:fr'], granularity, geom: null })
export const oldest = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000)
export const bnf = range(12).map((n) => ({ tags: ['culture', `t${n}`], private: false }))
