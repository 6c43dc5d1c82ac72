import type pg from 'pg'

export const DATASETS = 10_000
export const RESOURCES_EACH = 6

const SUBJECTS =
  'musées archives bibliothèques cinémas théâtres festivals monuments jardins châteaux collections expositions concerts librairies éditeurs artistes restaurations fouilles spectacles orgues vitraux'.split(
    ' ',
  )
const PLACES =
  'Paris Lyon Nice Lille Brest Rennes Nantes Tours Dijon Metz Reims Rouen Caen Toulouse Bordeaux Marseille Corse Guyane Mayotte Bretagne'.split(
    ' ',
  )
const FORMATS = ['csv', 'json', 'xlsx', 'pdf', 'geojson', 'zip', 'xml', 'ods', 'shp', 'parquet']
const LICENSES = ['lov2', 'fr-lo', 'odc-odbl', 'cc-by', null]

/** Writes the rows straight into the tables: only reads are measured. Answers with the slug of a dataset. */
export const seedCatalogue = async (pool: pg.Pool): Promise<string> => {
  const pick = (list: (string | null)[], by: string) =>
    `(array[${list.map((item) => (item === null ? 'null' : `'${item}'`)).join(',')}])[1 + (${by}) % ${list.length}]`
  await pool.query(`
    insert into organizations (id, slug, name, description, badges)
    select lpad(to_hex(n), 24, '0'), 'organisation-' || n, 'Organisation ' || ${pick(PLACES, 'n')} || ' ' || n, 'Une organisation.',
      case when n % 3 = 0 then array['certified', 'public-service'] when n % 3 = 1 then array['association'] else '{}' end
    from generate_series(1, 60) n`)
  await pool.query(`
    insert into datasets (id, slug, title, description, license, frequency, tags, organization_id, spatial,
      temporal_start, temporal_end, created_at, last_modified, last_update, resources_count, resource_quality, metrics)
    select 'd' || lpad(to_hex(n), 23, '0'), 'jeu-' || n,
      initcap(${pick(SUBJECTS, 'n * 7')}) || ' et ' || ${pick(SUBJECTS, 'n / 3')} || ' de ' || ${pick(PLACES, 'n / 5')} || ' ' || n,
      repeat('Les ' || ${pick(SUBJECTS, 'n / 2')} || ' de ' || ${pick(PLACES, 'n')} || ', décrits un par un avec leurs adresses, leurs horaires et leurs entrées. ', 6),
      ${pick(LICENSES, 'n')}, ${pick(['annual', 'monthly', 'punctual', 'unknown'], 'n')},
      array['culture', ${pick(SUBJECTS, 'n')}, 'etiquette-' || (n % 2000)],
      lpad(to_hex(1 + n % 60), 24, '0'),
      jsonb_build_object('zones', jsonb_build_array('country:fr'), 'granularity', ${pick(['country', 'fr:commune', 'poi'], 'n')}, 'geom', null),
      date '2000-01-01' + n % 8000, date '2023-12-31', now() - make_interval(hours => n), now() - make_interval(hours => n),
      now() - make_interval(hours => n), ${RESOURCES_EACH},
      '{"has_open_format": true, "all_resources_available": true, "resources_documentation": false}',
      jsonb_build_object('views', n % 977, 'followers', n % 31, 'reuses', n % 7)
    from generate_series(1, ${DATASETS}) n`)
  await pool.query(`
    insert into resources (id, dataset_id, position, title, description, type, filetype, url, format, mime, filesize,
      checksum_type, checksum_value)
    select gen_random_uuid(), 'd' || lpad(to_hex(n), 23, '0'), k, 'Fichier ' || k || ' de ' || n, 'Une ligne par lieu.',
      ${pick(['main', 'main', 'documentation', 'update'], 'k')}, 'remote', 'https://www.example.org/' || n || '/' || k || '.csv',
      ${pick(FORMATS, 'n + k')}, 'text/csv', 1000 + n, 'sha1', md5(n::text || k)
    from generate_series(1, ${DATASETS}) n, generate_series(1, ${RESOURCES_EACH}) k`)
  return 'jeu-1234'
}
