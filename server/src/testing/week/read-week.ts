import type { HeldFile } from '@cimaise/client'
import type { Mail } from '../../mail/index.ts'
import type { Person } from '../test-app.ts'
import type { PlayedRun } from './play-nights.ts'
import type { Call } from './start-receiver.ts'

const paris = (at: Date, options: Intl.DateTimeFormatOptions): string =>
  at.toLocaleString('fr-FR', { timeZone: 'Europe/Paris', ...options })
const dayOf = (at: Date): string => paris(at, { day: '2-digit' })
/** `26 02:30`, in Paris. */
export const timeOf = (at: Date): string => `${dayOf(at)} ${paris(at, { hour: '2-digit', minute: '2-digit' })}`

type Decision = PlayedRun['decisions'][number]

/** `v2`: became that version; `=`: the same; `(=)`: the same as one that was kept back. */
const cellOf = ({ outcome, version, message }: Decision): string =>
  outcome === 'published' ? `v${version}` : outcome === 'unchanged' ? (message === null ? '=' : '(=)') : outcome

/** Files by nights: what became of each, files that have the same week on one line. */
export const tableOf = (runs: PlayedRun[], days: string[]): string => {
  const lines = new Map<string, string[]>()
  const keys = new Set(runs.flatMap(({ flow, decisions }) => decisions.map(({ key }) => `${flow}/${key}`)))
  for (const key of [...keys].sort()) {
    const cells = days.map((day) =>
      runs
        .filter(({ at }) => dayOf(at) === day)
        .flatMap(({ flow, decisions }) => decisions.filter((one) => `${flow}/${one.key}` === key).map(cellOf))
        .join(' '),
    )
    const week = `${key.split('/')[0]} | ${cells.join(' | ')}`
    lines.set(week, [...(lines.get(week) ?? []), key])
  }
  return [...lines]
    .map(([week, [first = '', ...others]]) => {
      const [flow = '', ...cells] = week.split(' | ')
      const name = others.length === 0 ? first : `${flow}: ${others.length + 1} files`
      return [name.padEnd(34), ...cells.map((cell) => cell.padEnd(11))].join('| ').trimEnd()
    })
    .join('\n')
}

/** What a program was told: `musees held`. */
export const toldBy = (call: Call): string => {
  const { type, data } = JSON.parse(call.body) as { type: string; data: { flow: { slug: string } } }
  return `${data.flow.slug} ${type.replace('flow.', '')}`
}

/** What a person was told here: `Musées : 1 fichier n’a pas…`, and what of it still waits for them. */
export const noticesOf = async (person: Person): Promise<{ sentence: string; isHandled: boolean }[]> =>
  (await person.call('GET', '/api/1/notifications/?page_size=100')).json.data.map(
    ({ details, handled_at }: { details: { flow: { name: string }; message: string }; handled_at: string | null }) => ({
      sentence: sentenceOf(details.flow.name, details.message),
      isHandled: handled_at !== null,
    }),
  )

/** What a mail says first, the same way. */
export const sentenceIn = ({ text }: Mail): string => {
  const [, name = '', sentence = ''] = /^Flux « (.*?) » : (.*)/.exec(text) ?? []
  return sentenceOf(name, sentence)
}
const sentenceOf = (name: string, sentence: string): string =>
  `${name} : ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`

/** The current version of each file, by dataset: `Musées de France / Liste 2021: v2`. */
export const versionsOf = async (person: Person, organization: string): Promise<string[]> => {
  const list = (await person.call('GET', `/api/1/datasets/?organization=${organization}&page_size=50`)).json.data
  return list
    .flatMap(
      ({ title, resources }: { title: string; resources: { title: string; extras: Record<string, number> }[] }) =>
        resources.map((file) => `${title} / ${file.title}: v${file.extras['cimaise:version']}`),
    )
    .sort()
}

/** What was ever kept back, with what became of it, in the order of the nights. */
export const quarantineOf = async (person: Person): Promise<string[]> =>
  (await person.call('GET', '/api/1/flows/held/?page_size=100')).json.data
    .map(
      ({ flow, key, state, reasons, created_at, decided }: HeldFile) =>
        `${timeOf(new Date(created_at))} ${flow.slug}/${key} ${state}${decided?.reason ? ` (${decided.reason})` : ''}: ${reasons[0]?.message}`,
    )
    .sort()
