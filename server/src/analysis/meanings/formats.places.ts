import {
  isCommuneCode,
  isCommuneName,
  isDepartementCode,
  isDepartementName,
  isEpciCode,
  isFormerCommuneCode,
  isPostalCode,
  isRegionCode,
  isRegionName,
} from '../reference/territories.ts'
import { numberOf } from '../tables/writings.rules.ts'
import { labels, type Format } from './format.ts'

/** A number with decimals, or without when `whole`, between two bounds. */
const between =
  (least: number, most: number, whole = true) =>
  (text: string): boolean => {
    if (!/^-?\d{1,8}([.,]\d+)?$/.test(text) || (!whole && !/[.,]/.test(text))) return false
    const number = numberOf(text)
    return number >= least && number <= most
  }

const COORDINATE = String.raw`-?\d{1,3}\.\d+`
const pair =
  (first: number, second: number) =>
  (text: string): boolean => {
    const found = new RegExp(String.raw`^[\[(]?\s*(${COORDINATE})\s*[,;]\s*(${COORDINATE})\s*[\])]?$`).exec(text)
    return found !== null && Math.abs(Number(found[1])) <= first && Math.abs(Number(found[2])) <= second
  }

const LATITUDE = {
  ...labels('latitude', 'coordonnee y', 'coord y', 'ycoord', 'ylat', 'y gps', 'latitude wgs84', 'y wgs84'),
  ...{ lat: 0.75, y: 0.5, yf: 0.5, yd: 0.5, gps: 0.5 },
}
const LONGITUDE = {
  ...labels('longitude', 'coordonnee x', 'coord x', 'xcoord', 'xlon', 'x gps', 'longitude wgs84', 'x wgs84'),
  ...{ long: 0.75, lon: 0.75, lng: 0.5, x: 0.5, xf: 0.5, xd: 0.5, gps: 0.5 },
}
const POINT = {
  ...labels('coordinates', 'coordonnees', 'coord', 'geopoint', 'geo point', 'geoloc', 'geolocalisation', 'geometry'),
  ...labels(
    'geocodage',
    'geocodage xy',
    'gps',
    'localisation',
    'point',
    'position',
    'ban',
    'wgs84',
    'latlon',
    'lat lon',
    'geo point 2d',
  ),
  ...{ geom: 0.75, xy: 0.75, geo: 0.5 },
}

/** Where things are: codes and names of territories, coordinates. */
export const PLACES: Format[] = [
  {
    format: 'code_commune',
    ...{ least: 0.75, isCode: true, needsLabel: true },
    fits: (text) => isCommuneCode(text) || isFormerCommuneCode(text),
    labels: {
      ...labels('code commune insee', 'code insee', 'codes insee', 'code commune', 'code insee commune'),
      // Not `code` alone: articles have codes of five digits too.
      ...{ insee: 0.75, com: 0.5, 'insee com': 0.75, depcom: 1, codgeo: 1 },
    },
  },
  {
    ...{ format: 'code_postal', least: 0.9, isCode: true, needsLabel: true, fits: isPostalCode },
    labels: { ...labels('code postal', 'postal code', 'postcode', 'post code', 'codes postaux'), cp: 0.5 },
  },
  {
    ...{ format: 'code_departement', least: 1, isCode: true, needsLabel: true, fits: isDepartementCode },
    labels: {
      ...labels('code departement', 'departement', 'code dep', 'num departement', 'numero departement'),
      ...labels('code insee departement', 'code insee du departement', 'code du departement', 'numero du departement'),
      ...{ dept: 0.75, dpt: 0.75, dep: 0.5 },
    },
  },
  {
    ...{ format: 'code_region', least: 1, isCode: true, needsLabel: true, fits: isRegionCode },
    labels: {
      ...labels('code region', 'code insee region', 'code insee de la region', 'code de la region', 'region'),
      reg: 0.5,
    },
  },
  {
    ...{ format: 'code_epci', least: 0.9, isCode: true, needsLabel: true, fits: isEpciCode },
    labels: labels('epci', 'code epci', 'siren epci'),
  },
  {
    ...{ format: 'commune', least: 0.8, fits: isCommuneName },
    labels: labels('commune', 'ville', 'libelle commune', 'nom commune'),
  },
  {
    ...{ format: 'departement', least: 0.9, fits: isDepartementName },
    labels: {
      ...labels('departement', 'libelle departement', 'nom departement', 'libelle du departement'),
      ...{ dept: 0.75, dpt: 0.75 },
    },
  },
  {
    ...{ format: 'region', least: 0.95, fits: isRegionName },
    labels: { ...labels('region', 'libelle region', 'nom region', 'nom de la region'), reg: 0.5 },
  },
  {
    ...{ format: 'latitude_wgs_fr_metropole', least: 1, needsLabel: true, labels: LATITUDE },
    fits: between(41.3, 51.3),
  },
  {
    ...{ format: 'longitude_wgs_fr_metropole', least: 1, needsLabel: true, labels: LONGITUDE },
    fits: between(-5.5, 9.8),
  },
  { ...{ format: 'latitude_wgs', least: 1, needsLabel: true, labels: LATITUDE }, fits: between(-90, 90) },
  { ...{ format: 'longitude_wgs', least: 1, needsLabel: true, labels: LONGITUDE }, fits: between(-180, 180) },
  {
    ...{ format: 'latitude_l93', least: 1, needsLabel: true, fits: between(6_000_000, 7_200_000) },
    labels: { ...LATITUDE, ...labels('y l93', 'latitude lb93', 'lamby', 'y lambert93', 'lambert y') },
  },
  {
    ...{ format: 'longitude_l93', least: 1, needsLabel: true, fits: between(-400_000, 1_300_000) },
    labels: { ...LONGITUDE, ...labels('x l93', 'longitude lb93', 'lambx', 'x lambert93', 'lambert x') },
  },
  { ...{ format: 'latlon_wgs', least: 0.95, needsLabel: true, labels: POINT }, fits: pair(90, 180) },
  {
    ...{ format: 'lonlat_wgs', least: 0.95, needsLabel: true, fits: pair(180, 90) },
    labels: labels('lonlat', 'lon lat', 'longitude latitude'),
  },
  {
    ...{ format: 'adresse', least: 0.55, fits: (text) => text.length <= 150 && STREET.test(text) },
    labels: {
      ...labels('adresse', 'localisation', 'adresse postale', 'adresse geographique', 'adresse complete', 'voie'),
      ...{ rue: 0.75, adr: 0.5 },
    },
  },
]

const STREET =
  /(^|[\s,\d])(rue|avenue|av\.?|boulevard|bd|bld|place|pl\.?|chemin|route|allée|allee|impasse|quai|square|cours|passage|esplanade|faubourg|fbg|lieu[- ]dit|hameau|promenade|parvis|rond[- ]point|zac|zone|villa|ruelle|montée|sentier|voie|venelle)\s/i
