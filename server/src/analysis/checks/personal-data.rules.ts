import { english, french } from '../../lib/text.ts'
import { isCardNumber, isIban, isNir, isNirWithoutKey } from '../reference/identifiers.rules.ts'
import { labelOf } from '../reference/labels.rules.ts'
import type { Column } from '../model.ts'
import { filledCount, inColumn, tally, type Tally } from './findings.rules.ts'
import type { ColumnRule, FileRule } from './rule.ts'

/** Findings that only those who may edit the dataset are told, and whose columns nobody else reads (tabular.md §6). */
export const PERSONAL_RULES = [
  'personal-email',
  'personal-phone',
  'nir',
  'iban-or-card',
  'named-person-with-birth',
  'free-text-personal',
  'small-groups',
]

const bare = (text: string): string => text.replace(/[\s\u00a0\u202f.-]/g, '')
/** Enough to find the cell, nothing to copy. */
const masked = ({ examples }: Tally): Tally['examples'] =>
  examples.map(({ row, value }) => ({ row, value: mask(value) }))
const mask = (value: string): string =>
  `${value.trim().slice(0, 2)}${'•'.repeat(Math.min(12, Math.max(3, value.trim().length - 2)))}`

export const nir: ColumnRule = {
  id: 'nir',
  check: (column) => {
    const sure = tally(column.values, (text) => isNir(bare(text)))
    const label = /\b(nir|secu|securite sociale|insee individu|assure)\b/.test(labelOf(column.name))
    const likely = label ? tally(column.values, (text) => isNirWithoutKey(bare(text))) : { count: 0, examples: [] }
    // One number in a hundred has a right key by chance: a column of long numbers isn't a column of people.
    const isChance = !label && sure.count < 0.5 * filledCount(column.values)
    const found = sure.count > 0 && !isChance ? sure : likely.count >= 5 ? likely : null
    if (!found) return []
    const one = found.count === 1
    return [
      inColumn(column, {
        ...{ rule: 'nir', severity: 'blocker', examples: masked(found) },
        message: {
          fr: one
            ? `Une valeur de « ${column.name} » ressemble à un numéro de sécurité sociale : ne la publiez pas.`
            : `${french(found.count)} valeurs de « ${column.name} » ressemblent à des numéros de sécurité sociale : ne les publiez pas.`,
          en: one
            ? `One value in “${column.name}” looks like a social security number: do not publish it.`
            : `${english(found.count)} values in “${column.name}” look like social security numbers: do not publish them.`,
        },
      }),
    ]
  },
}

export const ibanOrCard: ColumnRule = {
  id: 'iban-or-card',
  check: (column) => {
    const iban = tally(column.values, (text) => isIban(bare(text).toUpperCase()))
    const cards = tally(column.values, (text) => /^[\d\s-]+$/.test(text) && isCardNumber(bare(text)))
    const isCards = cards.count >= 3 && cards.count >= 0.5 * filledCount(column.values)
    const found = iban.count > 0 ? iban : isCards ? cards : null
    if (!found) return []
    const one = found.count === 1
    return [
      inColumn(column, {
        ...{ rule: 'iban-or-card', severity: 'blocker', examples: masked(found) },
        message: {
          fr: one
            ? `Une valeur de « ${column.name} » est une coordonnée bancaire : ne la publiez pas.`
            : `${french(found.count)} valeurs de « ${column.name} » sont des coordonnées bancaires : ne les publiez pas.`,
          en: one
            ? `One value in “${column.name}” is a bank detail: do not publish it.`
            : `${english(found.count)} values in “${column.name}” are bank details: do not publish them.`,
        },
      }),
    ]
  },
}

const ADDRESS = /^([^\s@]+)@([a-z0-9.-]+\.[a-z]{2,})$/i
const FREE =
  /^(gmail|hotmail|outlook|yahoo|orange|wanadoo|free|sfr|laposte|live|icloud|protonmail|msn|aol|neuf|bbox)\./i
const GENERIC =
  /^(contact|mairie|accueil|info|infos|secretariat|musee|bibliotheque|mediatheque|archives|theatre|cinema|communication|service|reservation|billetterie|direction|administration|webmaster|courrier|presse|culture|patrimoine|opendata|data|dpo|association|asso|bonjour|hello|festival|office|tourisme|chateau|galerie|centre|ecole|conservatoire|drac)/i

export const personalEmail: ColumnRule = {
  id: 'personal-email',
  check: (column) => {
    const isPersonal = (text: string): boolean => {
      const [, local = '', domain = ''] = ADDRESS.exec(text) ?? []
      if (local === '' || GENERIC.test(local)) return false
      return /^\p{L}{2,}[._-]\p{L}{2,}$/u.test(local) || FREE.test(domain)
    }
    const found = tally(column.values, isPersonal)
    const distinct = column.values.filter(({ value }) => isPersonal(value.trim())).length
    if (distinct === 0) return []
    const one = distinct === 1
    return [
      inColumn(column, {
        ...{ rule: 'personal-email', severity: distinct >= 5 ? 'blocker' : 'warning', examples: masked(found) },
        message: {
          fr: one
            ? `Une adresse électronique nominative dans « ${column.name} » : avez-vous le droit de la publier ?`
            : `${french(distinct)} adresses électroniques nominatives dans « ${column.name} » : avez-vous le droit de les publier ?`,
          en: one
            ? `One e-mail address of a person in “${column.name}”: may you publish it?`
            : `${english(distinct)} e-mail addresses of persons in “${column.name}”: may you publish them?`,
        },
      }),
    ]
  },
}

export const personalPhone: ColumnRule = {
  id: 'personal-phone',
  check: (column, { names }) => {
    const isMobile = (text: string): boolean =>
      /^(\+33|0033|0)[67]\d{8}$/.test(text.replace(/[\s\u00a0\u202f.()-]/g, '').replace(/^(\+33|0033)0/, '$1'))
    // 0612345678 as a number of something else has no zero in front once a spreadsheet saw it.
    if (column.type !== 'text') return []
    const found = tally(column.values, isMobile)
    if (found.count === 0) return []
    const one = found.count === 1
    const ofOrganisations = names.some((name) =>
      /\b(structure|etablissement|association|organisme|raison sociale|nom usuel|musee|societe|lieu)\b/.test(
        labelOf(name),
      ),
    )
    return [
      inColumn(column, {
        ...{
          rule: 'personal-phone',
          severity: found.count >= 5 && !ofOrganisations ? 'blocker' : 'warning',
          examples: masked(found),
        },
        message: {
          fr: one
            ? `Un numéro de mobile dans « ${column.name} » : avez-vous le droit de le publier ?`
            : `${french(found.count)} numéros de mobile dans « ${column.name} » : avez-vous le droit de les publier ?`,
          en: one
            ? `One mobile number in “${column.name}”: may you publish it?`
            : `${english(found.count)} mobile numbers in “${column.name}”: may you publish them?`,
        },
      }),
    ]
  },
}

const hasName = (columns: Column[], pattern: RegExp): Column | undefined =>
  columns.find(({ name }) => pattern.test(labelOf(name)))

/** Who is named is a public figure or not: only a person knows, so a person is asked. */
export const namedPersonWithBirth: FileRule = {
  id: 'named-person-with-birth',
  check: ({ table }) => {
    const columns = table?.columns ?? []
    const first = hasName(columns, /\b(prenom|prenoms|first name)\b/)
    const last = hasName(columns, /\b(nom|nom de famille|nom de naissance|last name)\b/)
    const birth = hasName(columns, /\b(date (de )?naissance|ne le|date naiss|naissance date)\b/)
    const home = hasName(columns, /\b(adresse (personnelle|privee|domicile)|domicile)\b/)
    const health = hasName(columns, /\b(handicap|pathologie|maladie|religion|orientation sexuelle|syndicat)\b/)
    const detail = birth ?? home ?? health
    if (!table || !first || !last || !detail || table.rowCount === 0) return []
    const about =
      /\b(elu|maire|depute|senateur|artiste|auteur|realisateur|acteur|peintre|compositeur|interprete|deces|mort|mandat)/
    const arePublic = columns.some(({ name }) => about.test(labelOf(name)))
    return [
      {
        ...{ rule: 'named-person-with-birth', severity: arePublic ? 'warning' : 'blocker', place: { kind: 'file' } },
        message: {
          fr: `Des personnes semblent identifiables (« ${first.name} », « ${last.name} », « ${detail.name} ») : avez-vous le droit de publier ces données ?`,
          en: `Persons seem to be identifiable (“${first.name}”, “${last.name}”, “${detail.name}”): may you publish these data?`,
        },
      },
    ]
  },
}

export const freeTextPersonal: ColumnRule = {
  id: 'free-text-personal',
  check: (column) => {
    if (column.type !== 'text' || (column.profile.meanLength ?? 0) < 50) return []
    const found = tally(column.values, (text) =>
      /[\w.-]+@[\w-]+\.[a-z]{2,}|(?:^|\D)0[1-9](?:[ .]?\d{2}){4}(?:\D|$)/i.test(text),
    )
    if (found.count === 0) return []
    const one = found.count === 1
    return [
      inColumn(column, {
        ...{ rule: 'free-text-personal', severity: 'warning' },
        examples: found.examples.map(({ row }) => ({ row, value: '•••' })),
        message: {
          fr: one
            ? `Un texte de « ${column.name} » contient une adresse électronique ou un numéro de téléphone.`
            : `${french(found.count)} textes de « ${column.name} » contiennent une adresse électronique ou un numéro de téléphone.`,
          en: one
            ? `One text in “${column.name}” holds an e-mail address or a telephone number.`
            : `${english(found.count)} texts in “${column.name}” hold an e-mail address or a telephone number.`,
        },
      }),
    ]
  },
}

const SENSITIVE = /\b(sante|handicap|religion|maladie|victimes?|rsa|minima sociaux|nationalite)\b/
export const smallGroups: ColumnRule = {
  id: 'small-groups',
  check: (column, { names }) => {
    const isCount = column.type === 'integer' && /\b(nombre|nb|effectif|effectifs)\b/.test(labelOf(column.name))
    if (!isCount || !names.some((name) => SENSITIVE.test(labelOf(name)))) return []
    const found = tally(column.values, (text) => /^[1-4]$/.test(text))
    if (found.count === 0) return []
    const one = found.count === 1
    return [
      inColumn(column, {
        ...{ rule: 'small-groups', severity: 'warning' },
        message: {
          fr: one
            ? `Un effectif de « ${column.name} » est inférieur à 5 : le secret statistique s’applique-t-il ?`
            : `${french(found.count)} effectifs de « ${column.name} » sont inférieurs à 5 : le secret statistique s’applique-t-il ?`,
          en: one
            ? `One count in “${column.name}” is under 5: does statistical secrecy apply?`
            : `${english(found.count)} counts in “${column.name}” are under 5: does statistical secrecy apply?`,
        },
      }),
    ]
  },
}
