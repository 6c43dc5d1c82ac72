import type { Feeding, Resource } from '@cimaise/client'
import { plain } from '../words.ts'

export type FileRef = { id: string; title: string }

/** What a person is asked of a file before it leaves. */
export type Question =
  /** Added beside a file that it looks like: next year's of the same. */
  | { kind: 'twin'; twin: FileRef }
  /** Meant for one file, and named like another. */
  | { kind: 'other'; other: FileRef }
  /** A flow writes that file: what is put by hand is written over. */
  | { kind: 'fed'; flow: { name: string; slug: string }; nextRunAt: string | null }

/** What its name makes one ask; `target`: the file that it would replace, null when it would be added. */
export const nameQuestion = (name: string, target: Resource | null, resources: Resource[]): Question | null => {
  const files = resources.filter(({ filetype }) => filetype === 'file')
  if (!target) {
    const twin = twinOf(name, files)
    return twin && { kind: 'twin', twin: { id: twin.id, title: twin.title } }
  }
  if (namesOf(target).some((own) => stemOf(own) === stemOf(name))) return null
  const other = twinOf(
    name,
    files.filter(({ id }) => id !== target.id),
  )
  return other && { kind: 'other', other: { id: other.id, title: other.title } }
}

export const feedingQuestion = (feeding: Feeding | undefined): Question | null =>
  feeding ? { kind: 'fed', flow: feeding.flow, nextRunAt: feeding.next_run_at } : null

/**
 * The file that this one is most likely the next state of. Where several look alike, the dataset has a file a year:
 * only the very same name is that of a replacement.
 */
const twinOf = (name: string, files: Resource[]): Resource | null => {
  const alike = files.filter((file) => namesOf(file).some((other) => isAlike(other, name)))
  if (alike.length === 1) return alike[0] ?? null
  return alike.find((file) => namesOf(file).some((other) => ownName(other) === ownName(name))) ?? null
}

/** People see the title, and know the file by its name. */
const namesOf = ({ title, url }: Resource): string[] => {
  const last = url.split('/').at(-1) ?? ''
  // Titles often are names of files; one without an extension borrows that of the file.
  return [decoded(last), /\.\w{1,8}$/.test(title) ? title : `${title}${extensionOf(last)}`]
}

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The same data in two formats are two files. */
const isAlike = (one: string, other: string): boolean =>
  stemOf(one) !== '' && stemOf(one) === stemOf(other) && extensionOf(one) === extensionOf(other)

const extensionOf = (name: string): string => /\.[a-z0-9]{1,8}$/.exec(plain(name))?.[0] ?? ''

/** Without what browsers and people add to a copy: `musees (1).csv`, `musees-copie.csv`. */
const ownName = (name: string): string =>
  plain(name)
    .replace(/\.[a-z0-9]{1,8}$/, '')
    .replace(/[^a-z0-9()]+/g, ' ')
    .replace(/\(\d+\)|\b(?:copie|copy|final|finale|def|vf|v\d+)\b/g, ' ')
    .replace(/[\s()]+/g, ' ')
    .trim()

/** What the file is about: its name without dates. `liste_musees_2025.csv` and `liste-musees-2026.csv` have one. */
export const stemOf = (name: string): string =>
  ownName(name)
    .replace(/\b\d{1,2} \d{1,2} (?:19|20)\d{2}\b/g, ' ')
    .replace(/\b(?:19|20)\d{2}(?: ?(?:0[1-9]|1[0-2])(?: ?[0-3]\d)?)?\b/g, ' ')
    .replace(/\b(?:[st][1-4]|edition)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
