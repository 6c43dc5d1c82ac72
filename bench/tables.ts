import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

const CITIES = ['06088;Nice', '2A004;Ajaccio', '75056;Paris', '13055;Marseille', '01053;Bourg-en-Bresse']
const between = (least: number, most: number): number => least + Math.random() * (most - least)
const comma = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',')

/** A row of twelve columns as cultural tables have them: codes, a date, amounts, a place, words. */
export const row = (id: number): string =>
  [
    ...[id, Math.floor(between(1e13, 1e14)), `${10 + (id % 18)}/0${1 + (id % 9)}/${2000 + (id % 25)}`, CITIES[id % 5]],
    ...[comma(between(0, 1e5), 2), comma(between(41, 51), 6), comma(between(-5, 9), 6), `Musée ${id % 997}`],
    ...[`Subvention ${Math.floor(between(0, 1e6))} pour l’année`, id % 2 ? 'oui' : 'non', 2000 + (id % 25)],
  ].join(';')

export const HEADER = 'id;siret;date;code_insee;commune;montant;latitude;longitude;nom;libelle;actif;annee\n'

/** Writes a table of this many rows, those that `line` makes null left out; answers its path. */
export const writeTable = async (
  path: string,
  rows: number,
  line: (id: number) => string | null = row,
): Promise<string> => {
  const output = createWriteStream(path)
  let piece = HEADER
  for (let id = 1; id <= rows; id += 1) {
    const text = line(id)
    if (text !== null) piece += `${text}\n`
    if (piece.length < 1_000_000) continue
    if (!output.write(piece)) await once(output, 'drain')
    piece = ''
  }
  output.end(piece)
  await finished(output)
  return path
}
