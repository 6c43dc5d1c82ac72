/** Families of formats that people filter by (udata-api.md §5.4). */
const FAMILIES: Record<string, string[]> = {
  tabular: 'csv parquet xls xlsx ods tsv csv.gz'.split(' '),
  machine_readable: 'json xml rdf sql jsonl ndjson'.split(' '),
  geographical: 'shp kml kmz gpx shx ovr geojson gpkg pmtiles mbtiles wms wfs ogc:wms ogc:wfs'.split(' '),
  documents: 'pdf doc docx md txt html htm rtf odt'.split(' '),
}

export const FORMAT_FAMILIES = [...Object.keys(FAMILIES), 'other']

export const formatFamilyOf = (format: string | null): string =>
  Object.keys(FAMILIES).find((family) => FAMILIES[family]?.includes(format ?? '')) ?? 'other'
