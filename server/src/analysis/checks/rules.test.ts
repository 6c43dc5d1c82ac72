import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startInspecting } from '../testing/inspect-bytes.ts'
import { dbfOf, pointShape, shpOf } from '../testing/shapefile-of.ts'
import { zipOf } from '../testing/zip-of.ts'
import { COLUMN_RULES, FILE_RULES } from './rules.ts'

let kit: Awaited<ReturnType<typeof startInspecting>>
beforeAll(async () => {
  kit = await startInspecting()
})
afterAll(() => kit.stop())

/** A table of these columns: `name: values`; a second column keeps lines from being blank. */
const csv = (columns: Record<string, (string | number)[]>): string => {
  const names = Object.keys(columns)
  const quote = (cell: string | number): string =>
    /[;"\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell)
  const rows = Array.from({ length: Math.max(...Object.values(columns).map((values) => values.length)) }, (_, row) =>
    [`N${String(row + 1).padStart(3, '0')}`, ...names.map((name) => quote(columns[name]?.[row] ?? ''))].join(';'),
  )
  return `${['notice', ...names.map(quote)].join(';')}\n${rows.join('\n')}\n`
}
const findingsOf = async (content: string | Buffer, fileName = 'file.csv') =>
  (await kit.inspect(content, fileName)).findings.map(({ rule, severity }) => `${rule} ${severity}`)
const of = (content: string | Buffer) => async () => findingsOf(content)

const many = (count: number, value: (index: number) => string | number): (string | number)[] =>
  Array.from({ length: count }, (_, index) => value(index))
const COMMUNES = ['13055', '75056', '33063', '31555', '69123', '44109']
const SIRETS = ['13002526500013', '35600000049837', '73282932000074', '55210055400013']
/** A GeoJSON of points, or of other geometries. */
const geojson = (...geometries: ([number, number] | object | null)[]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: geometries.map((one, index) => ({
      ...{ type: 'Feature', properties: { nom: `Lieu ${index}` } },
      geometry: Array.isArray(one) ? { type: 'Point', coordinates: one } : one,
    })),
  })
const shapefile = (x: number, y: number): Buffer =>
  zipOf({ 'a.shp': shpOf(1, [pointShape(x, y)]), 'a.dbf': dbfOf([['nom', 'C', 8]], [['Lieu']]) })
const tried = new Set<string>()

/** What is wrong on purpose: the rule speaks, with this severity. */
describe.each<[string, string, ReturnType<typeof of>]>([
  ['leading-zero-commune', 'blocker', of(csv({ code_insee: ['6088', '1053', '13055', '75056', '33063', '2A004'] }))],
  ['leading-zero-commune', 'blocker', of(csv({ 'Code commune': ['6088', '1053', '6029', '8105', '3310'] }))],
  ['leading-zero-postcode', 'blocker', of(csv({ code_postal: ['6000', '1000', '13001', '75004', '33000'] }))],
  ['leading-zero-departement', 'warning', of(csv({ departement: ['1', '13', '75', '2A', '6'] }))],
  ['leading-zero-departement', 'warning', of(csv({ DPT: ['1', '13', '75', '2A', '6'] }))],
  ['leading-zero-identifier', 'blocker', of(csv({ siren: ['54100557', '130025265', '62300116'] }))],
  ['identifier-scientific', 'blocker', of(csv({ siret: ['1,30025E+13', '3,56E+13', '13002526500013'] }))],
  ['identifier-as-decimal', 'warning', of(csv({ siret: SIRETS.map((siret) => `${siret}.0`) }))],
  ['identifier-invalid', 'warning', of(csv({ siret: [...SIRETS, '13002526500014', '123'] }))],
  ['siren-siret-mixed', 'warning', of(csv({ siren: [...SIRETS, '130025265', '732829320'] }))],
  [
    'column-name-too-long',
    'warning',
    of(csv({ ['nombre de visiteurs ayant payé leur entrée au tarif plein ou réduit en 2024']: [1, 2] })),
  ],
  ['column-name-characters', 'advice', of(csv({ 'Nom du musée': ['Louvre', 'Orsay'] }))],
  ['column-name-characters', 'warning', of(csv({ '% de visiteurs': ['3', '4'] }))],
  ['column-name-empty-or-duplicate', 'warning', of('nom;nom\nLouvre;Paris\nMucem;Marseille\n')],
  ['column-name-empty-or-duplicate', 'warning', of('nom;;ville\nLouvre;a;Paris\nMucem;b;Marseille\n')],
  ['header-line-break', 'warning', of('"nom\ndu musée";n\nLouvre;1\nMucem;2\n')],
  [
    'wide-crosstab',
    'advice',
    of(csv(Object.fromEntries(many(7, (n) => n).map((n) => [`${2018 + Number(n)}`, [1, 2]])))),
  ],
  [
    'preamble-or-multi-header',
    'warning',
    of('Musées de France\n\nSource : ministère\nnom;n;m\nLouvre;1;2\nMucem;2;2\nOrsay;3;3\n'),
  ],
  [
    'preamble-or-multi-header',
    'warning',
    of(csv({ entrees: ['nombre', ...many(20, (n) => n)], recettes: ['en euros', ...many(20, (n) => n)] })),
  ],
  ['totals-row', 'warning', of('nom;visites;n\nLouvre;10;1\nOrsay;5;1\nMucem;6;1\nTotal;21;3\n')],
  ['totals-row', 'warning', of('nom;visites;n\nLouvre;10;1\nOrsay;5;1\nMucem;6;1\nEnsemble;21;3\n')],
  ['totals-row', 'warning', of('nom;visites;n\nLouvre;10;1\nOrsay;5;1\nMucem;6;1\nSource : Patrimostat;;\n')],
  ['uneven-rows', 'warning', of(`a;b;c\n${'1;2;3\n'.repeat(500)}1;2\n`)],
  ['uneven-rows', 'blocker', of(`a;b;c\n${'1;2;3\n'.repeat(50)}${'1;2\n'.repeat(5)}`)],
  ['duplicate-rows', 'warning', of('a;b\n1;x\n1;x\n2;y\n')],
  ['empty-columns-rows', 'advice', of('nom;vide;n\nLouvre;;1\nOrsay;;2\n')],
  ['empty-columns-rows', 'advice', of(`nom;n\nLouvre;1\nOrsay;2\n${';\n'.repeat(12)}`)],
  ['truncated-by-tool', 'warning', of(csv({ notice: ['courte', 'x '.repeat(127) + 'x', 'plus longue'] }))],
  ['truncated-by-tool', 'blocker', of(`a;b\n${'1;2\n'.repeat(65_535)}`)],
  ['truncated-by-tool', 'blocker', of('nom;ville;n\nLouvre;Paris;1\nMucem;Marseille;2\nOrsay;Par')],
  ['html-or-error-page', 'blocker', async () => findingsOf('<!doctype html><html><body>Erreur 404</body></html>')],
  ['not-utf8', 'advice', of(Buffer.from('nom;ville\nMus\xe9e;Cr\xe9cy\nCath\xe9drale;Nice\n', 'latin1'))],
  ['not-csv', 'advice', async () => findingsOf('%PDF-1.7\n', 'rapport.pdf')],
  ['mojibake', 'warning', of(csv({ nom: ['MusÃ©e du Louvre', 'Orsay'] }))],
  ['mojibake', 'blocker', of(csv({ nom: ['Mus\ufffde du Louvre', 'Orsay'] }))],
  ['control-characters', 'warning', of(csv({ nom: ['Musée\u0002 du Louvre', 'Orsay'] }))],
  ['formula-injection', 'advice', of(csv({ nom: ['=HYPERLINK("x")', 'Orsay', 'Louvre', 'Mucem'] }))],
  ['spaces-and-case', 'advice', of(csv({ type: ['Musée', 'musée', 'Théâtre', 'Cinéma'] }))],
  ['spaces-and-case', 'advice', of(csv({ nom: ['Louvre ', 'Orsay', 'Mucem'] }))],
  ['missing-codes', 'warning', of(csv({ visites: [...many(20, (n) => n * 10), 'NC', 'n.d.'] }))],
  ['missing-codes', 'warning', of(csv({ visites: [...many(20, (n) => n * 10), '\\N'] }))],
  ['spreadsheet-errors', 'blocker', of(csv({ jour: ['########', '2024-01-01'] }))],
  ['spreadsheet-errors', 'warning', of(csv({ nom: ['#REF!', 'Orsay'] }))],
  ['decimal-mixed', 'warning', of(csv({ surface: ['12,5', '13.2', '8,25', '14', '9,1'] }))],
  ['mixed-types', 'warning', of(csv({ visites: [...many(30, (n) => 10 + Number(n)), 'environ douze'] }))],
  ['zero-as-missing', 'warning', of(csv({ visites: many(40, (n) => (n % 2 ? 0 : 5_000 + n * 10)) }))],
  ['percent-converted', 'warning', of(csv({ '% gratuit': ['0,02', '0,5', '0,13', '0,9', '0,4'] }))],
  ['percent-converted', 'warning', of(csv({ part_gratuit_pct: ['0,02', '0,5', '0,13', '0,9', '0,4'] }))],
  [
    'several-values-in-cell',
    'advice',
    of(csv({ themes: ['art | histoire', 'art', 'sciences | art', 'art | musique', 'danse'] })),
  ],
  [
    'several-values-in-cell',
    'advice',
    of(csv({ localite: ['29000 Quimper', '06000 Nice', '75001 Paris', '13001 Marseille', '33000 Bordeaux'] })),
  ],
  ['key-duplicates', 'warning', of(csv({ identifiant: [...many(150, (n) => `M${n}`), 'M7'] }))],
  ['dates-auto-converted', 'warning', of(csv({ tranche: ['janv-24', ...many(9, (n) => `${n} à ${n + 5} ans`)] }))],
  ['dates-auto-converted', 'warning', of(csv({ date_ouverture: many(9, (n) => 45_292 + Number(n)) }))],
  [
    'ambiguous-dates',
    'warning',
    of(csv({ ouverture: ['01/02/2024', '03/05/2024', '07/08/2024', '11/12/2023', '02/02/2022', '05/06/2021'] })),
  ],
  ['ambiguous-dates', 'warning', of(csv({ ouverture: ['02/25/2024', '12/31/2024'] }))],
  ['two-digit-years', 'advice', of(csv({ ouverture: ['25/02/24', '31/12/24'] }))],
  ['future-or-absurd-dates', 'warning', of(csv({ creation: [...many(9, () => '2020-01-01'), '2920-01-01'] }))],
  ['postcode-instead-of-insee', 'advice', of(csv({ code_postal: ['13001', '75004', '33000'] }))],
  ['reference-alignment', 'advice', of(csv({ commune: ['Nice', 'Marseille', 'Bordeaux', 'Toulouse', 'Lyon'] }))],
  ['obsolete-geography', 'advice', of(csv({ code_commune: [...COMMUNES, '01340'] }))],
  ['coordinates', 'warning', of(csv({ latitude: ['2.35', '5.37'], longitude: ['48.85', '43.3'] }))],
  ['coordinates', 'warning', of(geojson([48.85, 2.35], [43.3, 5.37]))],
  ['not-wgs84', 'advice', of(geojson([652469, 6862035], [892390, 6247035]))],
  ['crs-undeclared', 'advice', of(shapefile(652469, 6862035))],
  ['crs-undeclared', 'warning', of(shapefile(1e8, 1e9))],
  ['invalid-geometries', 'warning', of(geojson([2.35, 48.85], { type: 'LineString', coordinates: [[2, 48]] }))],
  ['invalid-geometries', 'warning', of(geojson([2.35, 148.85]))],
  ['empty-geometries', 'advice', of(geojson([2.35, 48.85], null))],
  ['nir', 'blocker', of(csv({ numero: ['185057505600184', '255081416802538'] }))],
  ['nir', 'blocker', of(csv({ nir: many(5, (n) => `18505750560${10 + Number(n)}`) }))],
  ['iban-or-card', 'blocker', of(csv({ compte: ['FR1420041010050500013M02606', 'FR7630006000011234567890189'] }))],
  [
    'personal-email',
    'blocker',
    of(csv({ mel: many(6, (n) => `jeanne.martin${'abcdef'[Number(n)]}@culture.gouv.fr`) })),
  ],
  ['personal-email', 'warning', of(csv({ contact: ['paul.durand@ville.fr', 'accueil@musee.fr'] }))],
  ['personal-phone', 'blocker', of(csv({ telephone: many(6, (n) => `06 12 34 56 7${n}`) }))],
  [
    'personal-phone',
    'warning',
    of(csv({ etablissement: many(6, () => 'Musée'), telephone: many(6, (n) => `06 12 34 56 7${n}`) })),
  ],
  [
    'named-person-with-birth',
    'blocker',
    of(csv({ nom: ['Durand'], prenom: ['Paul'], date_naissance: ['1980-02-01'] })),
  ],
  [
    'named-person-with-birth',
    'warning',
    of(csv({ nom: ['Renoir'], prenom: ['Auguste'], date_naissance: ['1841-02-25'], artiste: ['oui'] })),
  ],
  [
    'free-text-personal',
    'warning',
    of(
      csv({
        note: [
          'Pour visiter, appelez le gardien au 06 12 34 56 78 ou écrivez-lui à sa boîte.',
          'Ouvert tous les jours sauf le mardi et les jours fériés de l’année.',
        ],
      }),
    ),
  ],
  ['small-groups', 'warning', of(csv({ handicap: ['moteur', 'visuel'], nombre: [3, 120] }))],
])('%s (%s)', (rule, severity, findings) => {
  it('is told', async () => {
    tried.add(rule)
    expect(await findings()).toContain(`${rule} ${severity}`)
  })
})

describe('clean maps', () => {
  it.each<[string, string | Buffer, string]>([
    ['points in France', geojson([2.35, 48.85], [5.37, 43.3]), 'a.geojson'],
    ['points off Somalia and elsewhere', geojson([48.85, 2.35], [2.35, 48.85]), 'a.geojson'],
    ['points in Djibouti', geojson([43.1, 11.6], [42.9, 11.5]), 'a.geojson'],
    [
      'a polygon with a hole that touches its side',
      geojson({
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 4],
            [0, 0],
          ],
          [
            [0, 0],
            [1, 2],
            [2, 1],
            [0, 0],
          ],
        ],
      }),
      'a.geojson',
    ],
    ['an empty collection', geojson(), 'a.geojson'],
    [
      'a Shapefile in Lambert-93 that says so',
      zipOf({
        'a.shp': shpOf(1, [pointShape(652469, 6862035)]),
        'a.prj': 'PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993"]]',
      }),
      'a.zip',
    ],
    [
      'a KML',
      '<kml><Placemark><name>Louvre</name><Point><coordinates>2.33,48.86</coordinates></Point></Placemark></kml>',
      'a.kml',
    ],
  ])('%s', async (_, content, fileName) => {
    expect(await findingsOf(content, fileName)).toEqual([])
  })
})

/** What is right, or none of the rule's business: nothing is said. */
describe('clean files', () => {
  it.each<[string, string]>([
    [
      'codes of communes',
      csv({
        code_insee: ['06088', '2A004', ...COMMUNES],
        commune: ['Nice', 'Ajaccio', 'Marseille', 'Paris', 'Bordeaux', 'Toulouse', 'Lyon', 'Nantes'],
      }),
    ],
    [
      'visitors and inhabitants',
      csv({ commune_population: [6088, 1053, 13055, 4200, 8105], visiteurs: [1200, 4500, 300, 20, 9000] }),
    ],
    ['SIRETs', csv({ siret: SIRETS })],
    ['departments', csv({ departement: ['01', '13', '2A', '974', '75'] })],
    ['years', csv({ annee: ['1875', '1901', '2024', '1993', '2001'] })],
    ['dates', csv({ ouverture: ['2024-02-25', '2023-12-31', '2022-01-01', '2021-06-05', '2020-05-08'] })],
    ['French dates', csv({ ouverture: ['25/02/2024', '31/12/2023', '01/01/2022', '05/06/2021', '08/05/2020'] })],
    ['first days of months', csv({ mois: many(12, (n) => `01/${String(Number(n) + 1).padStart(2, '0')}/2024`) })],
    ['dates to come of an agenda', csv({ debut: many(10, (n) => `2090-01-1${n}`) })],
    ['ends of contracts', csv({ date_fin: [...many(9, () => '2024-01-01'), '2090-01-01'] })],
    ['prices', csv({ tarif_plein: ['12,50', '8', '0', '15,00', '9,90'] })],
    ['shares between 0 and 1', csv({ indice: ['0,02', '0,5', '0,13', '0,9', '0,4'] })],
    ['inventory numbers', csv({ inventaire: ['MR 1', 'RF 1986-22', 'INV 779', 'OA 10', '2024.0.1'] })],
    [
      'titles and artists',
      csv({
        titre: ['La Joconde', 'L’Origine du monde', 'Olympia'],
        artiste: ['Léonard de Vinci', 'Gustave Courbet', 'Édouard Manet'],
      }),
    ],
    [
      'generic addresses',
      csv({
        courriel: [
          'contact@louvre.fr',
          'accueil@mucem.org',
          'musee@ville-nice.fr',
          'billetterie@opera.fr',
          'info@orsay.fr',
        ],
      }),
    ],
    ['telephones of museums', csv({ telephone: ['01 40 20 50 50', '04 84 35 13 13', '+33 4 93 91 19 19'] })],
    ['ISO codes, Namibia too', csv({ pays_iso: ['FR', 'NA', 'DE', 'BE', 'MA'] })],
    ['coordinates', csv({ latitude: ['48.85', '43.3', '44.8'], longitude: ['2.35', '5.37', '-0.57'] })],
    ['coordinates in Lambert 93', csv({ x: ['652469.02', '892390.22'], y: ['6862035.26', '6247035.26'] })],
    [
      'descriptions with semicolons',
      csv({
        description: many(
          6,
          (n) =>
            `Peinture sur toile ; cadre doré ; restaurée en 19${90 + Number(n)} par l’atelier du musée, puis déposée au musée de la ville qui l’expose depuis.`,
        ),
      }),
    ],
    [
      'people without anything private',
      csv({
        nom: ['Renoir', 'Monet'],
        prenom: ['Auguste', 'Claude'],
        mouvement: ['impressionnisme', 'impressionnisme'],
      }),
    ],
    [
      'numbers of fifteen digits',
      csv({ ark: ['185057505600199', '123456789012345', '255081414802599', '998877665544332', '111111111111111'] }),
    ],
    [
      'a company called Total',
      csv({
        mecene: ['Total', 'Chanel', 'LVMH', 'Kering', 'Total'],
        ville: ['Paris', 'Lyon', 'Nice', 'Nantes', 'Pau'],
      }),
    ],
    [
      'rows about what is also said of totals',
      'nom;visites;n\nEnsemble vocal du Puy;10;1\nLecture en Bretagne;5;1\nChamp-de-Mars;6;1\nSomme;21;3\n',
    ],
    ['a line for Excel above the header', 'sep=;\nnom;ville\nLouvre;Paris\nMucem;Marseille\n'],
    ['a last line without its end', 'nom;ville\nLouvre;Paris\nMucem;Marseille'],
    ['columns of nothing at the right', 'nom;ville;;\nLouvre;Paris;;\nMucem;Marseille;;\n'],
    [
      'numbers of five digits that are no dates',
      csv({ visiteurs: many(9, (n) => 45_292 + Number(n)), date: many(9, (n) => 1990 + Number(n)) }),
    ],
    ['digests of 255 characters', csv({ empreinte: many(6, (n) => String(n).repeat(255)) })],
    ['zeros among small numbers', csv({ expositions: many(40, (n) => Number(n) % 4) })],
    ['counts of few', csv({ nombre_salles: ['1', '2', '3', '12', '4'] })],
    ['yes and no', csv({ gratuit: ['oui', 'non', 'oui', 'non', 'non'] })],
    ['links', csv({ url: ['https://www.louvre.fr', 'https://mucem.org/?a=1;b=2'] })],
    ['a table of one column', 'nom\nLouvre\nOrsay\nMucem\n'],
    ['only a header', 'nom;ville\n'],
  ])('%s', async (_, content) => {
    // Advice on names and codes to add is about what could be better, not about what is wrong.
    const wrong = (await findingsOf(content)).filter((finding) => !finding.endsWith(' advice'))
    expect(wrong).toEqual([])
  })
})

it('personal data are masked wherever they are told', async () => {
  const inspection = await kit.inspect(
    csv({ mel: many(6, (n) => `jeanne.martin${'abcdef'[Number(n)]}@culture.gouv.fr`) }),
  )
  expect(JSON.stringify(inspection.findings)).not.toContain('martin')
  expect(inspection.table?.columns[1]?.profile).toMatchObject({ top: [], min: null })
  const notes = many(
    6,
    (n) => `Pour visiter, appelez le gardien au 06 12 34 56 7${n}, ou écrivez à la mairie du village.`,
  )
  const texts = await kit.inspect(csv({ note: notes }))
  expect(texts.findings.map(({ rule }) => rule)).toContain('free-text-personal')
  expect(JSON.stringify([texts.findings, texts.table?.columns])).not.toContain('gardien')
})

it.each<[string, string[], string]>([
  [
    'sentences are one value, whatever their signs',
    many(6, (n) => `Fonds classé en 19${90 + Number(n)}.\nVoir la série J ; ou le dépôt.`).map(String),
    'several-values-in-cell',
  ],
  [
    'errors of a spreadsheet are told once',
    [...many(30, (n) => 10 + Number(n)), '#REF!', '#DIV/0!'].map(String),
    'mixed-types',
  ],
  ['numbers with another decimal mark are numbers', [...many(30, (n) => `${n},5`), '12.5'].map(String), 'mixed-types'],
])('%s', async (_, values, rule) => {
  const found = await findingsOf(csv({ mesure: values }))
  expect(found.filter((finding) => finding.startsWith(rule))).toEqual([])
})

it('one value is told of in the singular', async () => {
  const table = csv({ contact: ['paul.durand@ville.fr', 'accueil@musee.fr'], telephone: ['06 12 34 56 78', ''] })
  const { findings } = await kit.inspect(table)
  const sentences = findings.flatMap(({ rule, message }) =>
    rule.startsWith('personal-') ? [message.fr, message.en] : [],
  )
  expect(sentences).toEqual([
    'Une adresse électronique nominative dans « contact » : avez-vous le droit de la publier ?',
    'One e-mail address of a person in “contact”: may you publish it?',
    'Un numéro de mobile dans « telephone » : avez-vous le droit de le publier ?',
    'One mobile number in “telephone”: may you publish it?',
  ])
})

it('an identifier that lost its zeros is text all the same', async () => {
  const typeOf = async (name: string, values: string[]) =>
    (await kit.inspect(csv({ [name]: values }))).table?.columns[1]
  const lost = { type: 'text', notation: null, profile: { mean: null, min: null } }
  expect(await typeOf('code_postal', ['6000', '1000', '13001', '75004', '33000'])).toMatchObject(lost)
  expect(await typeOf('siren', ['54100557', '62300116'])).toMatchObject(lost)
  expect(await typeOf('visiteurs', ['6000', '1000', '13001', '75004', '33000'])).toMatchObject({ type: 'integer' })
})

it('every rule that looks at a delimited text was tried', () => {
  const ofWorkbooks = ['several-sheets', 'merged-cells', 'colour-as-information']
  const all = [...COLUMN_RULES, ...FILE_RULES].map(({ id }) => id)
  expect(all.filter((id) => !tried.has(id) && !ofWorkbooks.includes(id))).toEqual([])
  expect(new Set(all).size).toBe(all.length)
})
