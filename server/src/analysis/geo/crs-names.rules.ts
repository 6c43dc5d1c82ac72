/** A system as a file declares it: its code, or its name when no code is known, and its definition if there is one. */
export interface DeclaredCrs {
  code: string
  wkt?: string
}

/** `urn:ogc:def:crs:EPSG::2154`, `EPSG:2154`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84`… */
export const crsOfName = (name: string): DeclaredCrs | null => {
  if (/CRS:?84$/i.test(name)) return { code: 'OGC:CRS84' }
  const number = /EPSG[:/]{1,2}(?:[\d.]*[:/])?(\d{4,6})$/i.exec(name.trim())?.[1]
  return number ? { code: `EPSG:${number}` } : null
}

/** The system that a WKT describes (a `.prj`, the definition of a GeoPackage): by its authority, else by its name. */
export const crsOfWkt = (wkt: string): DeclaredCrs | null => {
  const text = wkt.trim()
  const name = /^[A-Z0-9_]+\s*\[\s*"([^"]{1,200})"/i.exec(text)?.[1]
  if (name === undefined) return null
  // The last authority is that of the whole; those inside are of its parts.
  const whole = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]\s*\]\s*$/i.exec(text)?.[1]
  if (whole) return { code: `EPSG:${whole}`, wkt: text }
  const known = codeOfName(name)
  return { code: known === null ? name : `EPSG:${known}`, wkt: text }
}

const codeOfName = (written: string): number | null => {
  const name = written.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
  const conical = /RGF_?(?:19)?93.*_CC_?(4[2-9]|50)$/.exec(name)?.[1]
  if (conical) return 3900 + Number(conical)
  const utm = /^WGS_?(?:19)?84_UTM_ZONE_(\d{1,2})([NS])$/.exec(name)
  if (utm) return (utm[2] === 'N' ? 32_600 : 32_700) + Number(utm[1])
  return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}

/** As Esri, GDAL and IGN write them. */
const NAMES: [code: number, pattern: RegExp][] = [
  [2154, /RGF_?(19)?93.*LAMBERT_?93$/],
  [4326, /^(GCS_)?WGS_?(19)?84$/],
  [4171, /^(GCS_)?RGF_?(19)?93(_V\d[AB]?)?$/],
  [4258, /^(GCS_)?ETRS_?(19)?89$/],
  [3857, /(WEB_MERCATOR|PSEUDO_MERCATOR)/],
  [27572, /NTF.*LAMBERT_(ZONE_)?(II|2)(_ETENDU)?$/],
  [2972, /RGFG_?(19)?95_UTM_(ZONE_)?22N$/],
  [2975, /RGR_?(19)?92_UTM_(ZONE_)?40S$/],
  [4471, /RGM_?(20)?04_UTM_(ZONE_)?38S$/],
  [4559, /RRAF_?(19)?91_UTM_(ZONE_)?20N$/],
  [5490, /RGAF_?(20)?09_UTM_(ZONE_)?20N$/],
  [4467, /RGSPM_?(20)?06_UTM_(ZONE_)?21N$/],
  [3163, /RGNC_?(19)?91(_93)?_LAMBERT/],
]
