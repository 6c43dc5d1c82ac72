export default `
-- Rules that say nothing any more of a place, for a dataset, because somebody said that this is normal.
create table silenced_findings (
  id uuid primary key,
  dataset_id text not null references datasets on delete cascade,
  rule text not null,
  -- The same place from one version to the next: a column by its name (placeKeyOf).
  place_key text not null,
  place jsonb not null,
  reason text not null,
  author_id text references users on delete set null,
  created_at timestamptz not null default now(),
  unique (dataset_id, rule, place_key)
);
`
