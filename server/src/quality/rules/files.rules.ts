import { addressKeyOf } from '../../catalog/index.ts'
import { slugOf } from '../../lib/slugs.ts'
import { inField, inFile, frenchDay } from '../finding.rules.ts'
import type { ExaminedFile, FileRule } from '../model.ts'
import { dominantYear, mainFiles, tableOf, yearOfName } from '../tables.rules.ts'
import { significantWords, yearsIn } from '../words.rules.ts'

/** What may stand for another without surprise. A format in none of them says nothing: any text may be called `txt`. */
const KINDS: Record<string, string[]> = {
  tableur: ['xlsx', 'xls', 'ods'],
  csv: ['csv', 'tsv'],
  parquet: ['parquet'],
  json: ['json', 'geojson', 'ndjson', 'jsonl', 'topojson', 'jsonld', 'json-ld'],
  xml: ['xml', 'kml', 'gml', 'rdf', 'gpx', 'atom', 'rss', 'svg', 'rdf/xml', 'xhtml'],
  html: ['html', 'htm'],
  pdf: ['pdf'],
  document: ['doc', 'docx', 'odt', 'rtf', 'ppt', 'pptx', 'odp'],
  image: ['png', 'jpeg', 'jpg', 'gif', 'tiff', 'tif', 'webp', 'jp2'],
  archive: ['zip', '7z', 'rar', 'tar', 'gz', 'gzip', 'tgz', 'csv.gz', 'csv.zip', 'shp', 'kmz'],
}
const DATA = ['tableur', 'csv', 'parquet', 'json']
const kindOf = (format: string | null): string | undefined =>
  Object.keys(KINDS).find((kind) => KINDS[kind]?.includes(format?.toLowerCase() ?? ''))

/** What servers call the formats that matter here. */
const MIMES: Record<string, string> = {
  ...{ 'text/html': 'html', 'application/xhtml+xml': 'html', 'application/pdf': 'pdf', 'text/csv': 'csv' },
  ...{ 'application/json': 'json', 'application/geo+json': 'geojson', 'application/zip': 'zip' },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  ...{ 'application/vnd.ms-excel': 'xls', 'application/vnd.apache.parquet': 'parquet' },
}

/**
 * C9. By content for a file that we hold; by what its server says for a link to data, and servers are often wrong: only
 * of what we read is a page instead of data a blocker.
 */
export const formatVsContent: FileRule = {
  id: 'format-declared-vs-detected',
  check: (file) => {
    const detected =
      file.inspection?.format ?? MIMES[String(file.extras['check:headers:content-type']).split(';')[0]?.trim() ?? '']
    const [declared, real] = [kindOf(file.format), kindOf(detected ?? null)]
    if (!detected || !declared || !real || declared === real || isEnvelope(file, declared, real)) return []
    // That one has a rule of its own, in the file.
    if (file.inspection?.findings.some(({ rule }) => rule === 'html-or-error-page')) return []
    if (file.url !== null && file.type !== 'main') return []
    const isNoData = file.url === null && DATA.includes(declared) && (real === 'html' || real === 'pdf')
    return [
      inField('resource', 'format', {
        ...{ rule: 'format-declared-vs-detected', severity: isNoData ? 'blocker' : 'warning' },
        message: {
          fr: `Déclaré « ${file.format} », mais le contenu est « ${detected} ».`,
          en: `Declared “${file.format}”, but the content is “${detected}”.`,
        },
      }),
    ]
  },
}

/** What comes zipped under the name of what it holds; and servers send old workbooks and CSV under each other's type. */
const isEnvelope = (file: ExaminedFile, declared: string, real: string): boolean =>
  declared === 'archive' ||
  (real === 'archive' && declared !== 'pdf') ||
  (file.inspection === null && real === 'tableur' && declared === 'csv')

/** C10. Said of a link, and not what its server sends. */
export const sizeOrChecksum: FileRule = {
  id: 'size-or-checksum',
  check: ({ url, filesize, checksum, extras }) => {
    if (url === null) return []
    const measured = Number(extras['analysis:content-length'] ?? extras['check:headers:content-length'])
    const sum = extras['analysis:checksum']
    const isOtherSize = filesize !== null && measured > 0 && measured !== filesize
    const isOtherSum =
      checksum?.type === 'sha1' && typeof sum === 'string' && sum.toLowerCase() !== checksum.value.toLowerCase()
    if (!isOtherSize && !isOtherSum) return []
    const [fr, en] = isOtherSum
      ? ['L’empreinte déclarée', 'The declared checksum']
      : ['La taille déclarée', 'The declared size']
    return [
      inField('resource', isOtherSum ? 'checksum' : 'filesize', {
        ...{ rule: 'size-or-checksum', severity: 'warning' },
        message: {
          fr: `${fr} ne correspond pas au fichier : il a changé depuis, ou n’est pas le bon.`,
          en: `${en} doesn’t match the file: it changed since, or isn’t the right one.`,
        },
      }),
    ]
  },
}

const GENERIC = new Set(
  (
    'export data donnees dataset fichier file classeur book feuille sheet tableau document doc test nouveau new sans titre ' +
    'untitled resultat resultats extraction copie copy version def final de v'
  ).split(' '),
)
/** Only such words, and numbers: `export-2024`, `classeur1`, `final-v2`. */
const isGenericName = (stem: string): boolean =>
  slugOf(stem)
    .split('-')
    .map((word) => word.replace(/\d+$/, ''))
    .every((word) => word === '' || GENERIC.has(word))

/** C11. A name that says nothing, or no year among names that all have one. */
export const fileNameWithoutYear: FileRule = {
  id: 'file-name-without-year',
  check: (file, { dataset, files }) => {
    if (file.fileName === null) return []
    const stem = file.fileName.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '')
    const isGeneric = isGenericName(stem)
    const others = mainFiles(files).filter((other) => other !== file && other.fileName !== null)
    const dated = others.filter((other) => yearOfName(other) !== null)
    const isAlone =
      file.type === 'main' && dated.length >= 2 && dated.length === others.length && yearsIn(stem).length === 0
    const year = yearOfData(file)
    if (!isGeneric && !isAlone) return []
    const words = isGeneric
      ? slugOf(dataset.title)
          .split('-')
          .filter((word) => !/^(de|du|des|la|le|les|l|d|et|en|a|au|aux|par|pour|sur)$|^\d{4}$/.test(word))
          .slice(0, 5)
      : slugOf(stem).split('-')
    const proposal = [...words, ...(year && yearsIn(words.join(' ')).length === 0 ? [year] : [])].join('_')
    const extension = file.fileName.slice(stem.length).toLowerCase()
    const fileName =
      words.length > 0 && proposal !== slugOf(stem).replaceAll('-', '_') ? `${proposal}${extension}` : null
    return [
      inFile({
        ...{ rule: 'file-name-without-year', severity: 'advice' },
        message: {
          fr: `Nom de fichier peu parlant${isGeneric ? '' : ' : les autres disent leur année'}${fileName ? `. Proposition : « ${fileName} »` : ''}.`,
          en: `This file name says little${isGeneric ? '' : ': the others tell their year'}${fileName ? `. Proposal: “${fileName}”` : ''}.`,
        },
        ...(fileName && { fix: { action: 'rename_file' as const, fileName } }),
      }),
    ]
  },
}
const yearOfData = (file: ExaminedFile): number | null => {
  const table = tableOf(file)
  return (table && dominantYear(table)?.year) ?? null
}

/** C13. Not one word of the file in all that is said of the dataset. */
export const titleVsFile: FileRule = {
  id: 'title-vs-file',
  check: (file, { dataset }) => {
    const table = tableOf(file)
    if (!table) return []
    const said = significantWords(
      [dataset.title, dataset.description, dataset.acronym ?? '', ...dataset.tags].join(' '),
    )
    const values = table.columns.flatMap(({ profile }) => profile.top.map(({ value }) => value))
    const names = table.columns.map(({ name }) => name)
    const seen = new Set(
      significantWords([file.title, file.description ?? '', file.fileName ?? '', ...names, ...values].join(' ')),
    )
    // Words of one family have the same beginning: `bibliothèque` and `bibliothécaire`.
    const stems = new Set([...seen].map((word) => word.slice(0, 5)))
    if (
      said.length < 8 ||
      seen.size < 8 ||
      said.some((word) => seen.has(word) || (word.length > 5 && stems.has(word.slice(0, 5))))
    )
      return []
    return [
      inFile({
        ...{ rule: 'title-vs-file', severity: 'advice' },
        message: {
          fr: `Le fichier « ${file.fileName ?? file.title} » semble sans rapport avec le jeu de données.`,
          en: `The file “${file.fileName ?? file.title}” seems to have nothing to do with the dataset.`,
        },
      }),
    ]
  },
}

/** C24. The same bytes, or the same address, elsewhere in the dataset or at the same producer's. */
export const duplicateResource: FileRule = {
  id: 'duplicate-resource',
  check: (file, { dataset, neighbours }) => {
    const checksum = file.checksum?.value.toLowerCase()
    const address = file.url === null ? null : addressKeyOf(file.url)
    const alike = neighbours.resources.filter(({ resourceId }) => resourceId !== file.resourceId)
    const found = alike.find(
      (other) =>
        (file.url === null && checksum !== undefined && other.checksum?.toLowerCase() === checksum) ||
        (address !== null && other.url !== null && addressKeyOf(other.url) === address),
    )
    if (!found) return []
    const [fr, en] =
      found.datasetId === dataset.id
        ? ['dans ce jeu de données', 'in this dataset']
        : [`dans « ${found.datasetTitle} »`, `in “${found.datasetTitle}”`]
    return [
      inFile({
        ...{ rule: 'duplicate-resource', severity: 'warning' },
        message: { fr: `Ce fichier est déjà ${fr}.`, en: `This file is already ${en}.` },
      }),
    ]
  },
}

/**
 * C32. What checks saw of a link, in the crawler's extras: dead for three days, then for a month. A crawler that only
 * leaves its last check may have given up: how long it has been is then unknown.
 */
export const remoteFileDead: FileRule = {
  id: 'remote-file-dead',
  check: ({ url, extras }, { now }) => {
    const first = extras['cimaise:link:unavailable_since']
    const since =
      url === null || extras['check:available'] !== false ? NaN : Date.parse(String(first ?? extras['check:date']))
    const days = (now.getTime() - since) / 86_400_000
    if (!(days > 3)) return []
    const day = new Date(since).toISOString().slice(0, 10)
    const status = extras['check:status'] ? ` (${String(extras['check:status'])})` : ''
    return [
      inField('resource', 'url', {
        ...{ rule: 'remote-file-dead', severity: first && days > 30 ? 'blocker' : 'warning' },
        message: {
          fr: `Le fichier distant ne répond plus depuis le ${frenchDay(day)}${status} : corrigez l’adresse, ou déposez le fichier ici.`,
          en: `The remote file has not answered since ${day}${status}: mend the address, or deposit the file here.`,
        },
      }),
    ]
  },
}
/** #44. Whoever analysed the file says that it went wrong; why a link doesn't answer is another rule's. */
export const analysisErrorPresent: FileRule = {
  id: 'analysis-error-present',
  check: ({ extras, inspection }) => {
    const error = Object.entries(extras).find(
      ([key, value]) => /^analysis:(.*[:_-])?error$/.test(key) && typeof value === 'string' && value !== '',
    )
    const problem = inspection?.problem?.message
    if (!problem && (!error || inspection?.table)) return []
    const [fr, en] = [problem?.fr ?? String(error?.[1]), problem?.en ?? String(error?.[1])].map((text) =>
      text.slice(0, 300).replace(/[.\s]*$/, ''),
    )
    return [
      inFile({
        ...{ rule: 'analysis-error-present', severity: 'warning' },
        message: { fr: `L’analyse du fichier a échoué : ${fr}.`, en: `The analysis of the file failed: ${en}.` },
      }),
    ]
  },
}
