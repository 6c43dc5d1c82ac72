import { describe, expect, it } from 'vitest'
import { columnNames } from './column-names.rules.ts'

describe('column names', () => {
  it('keeps what the file says, but for spaces', () => {
    const { names, issues } = columnNames([' Nom du\r\nmusée ', 'Été 2024', 'a;b'], 3, 1)
    expect(names).toEqual(['Nom du musée', 'Été 2024', 'a;b'])
    expect(issues).toEqual([])
  })

  it('gives every column a name of its own', () => {
    const { names, issues } = columnNames(['Nom', '', 'Nom', 'Nom_2', 'Nom', 'colonne_7', ''], 8, 3)
    expect(names).toEqual(['Nom', 'colonne_2', 'Nom_3', 'Nom_2', 'Nom_4', 'colonne_7', 'colonne_7_2', 'colonne_8'])
    expect(issues.map(({ code, line }) => [code, line])).toEqual([
      ['empty_header', 3],
      ['duplicated_header', 3],
    ])
    expect(issues[0]?.message.fr).toContain('2, 7, 8')
    expect(issues[1]?.message.fr).toContain('(Nom)')
  })

  it('names them after their position when there is no header', () => {
    expect(columnNames([], 2, null)).toEqual({ names: ['colonne_1', 'colonne_2'], issues: [] })
  })
})
