export default `
-- Files that were looked at and aren't published: only those who may publish them see them.
create table deposits (
  id uuid primary key,
  dataset_id text not null references datasets on delete cascade,
  -- Null: the file will be a new resource.
  resource_id uuid references resources on delete cascade,
  author_id text not null references users on delete cascade,
  file_name text not null,
  sha256 text not null,
  sha1 text not null,
  size_bytes bigint not null,
  -- The bytes as they came, before any fix; and the fixes that made these.
  original_sha256 text not null,
  fixes jsonb not null default '[]',
  -- The version that was current when the file came: another one since means that somebody published in between.
  base_version integer,
  published_resource_id uuid,
  published_version integer,
  created_at timestamptz not null default now()
);
create index deposits_dataset on deposits (dataset_id, created_at desc);
create index deposits_sha256 on deposits (sha256);
create index deposits_original on deposits (original_sha256);

-- What changed from some bytes to others: made once, whoever asks.
create table comparisons (
  before_sha256 text not null,
  after_sha256 text not null,
  -- Names of columns with line feeds between; empty: proposed from the data.
  key text not null,
  analyser_version integer not null,
  comparison jsonb not null,
  created_at timestamptz not null default now(),
  primary key (before_sha256, after_sha256, key)
);
`
