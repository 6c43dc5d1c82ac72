export default `
-- What people say of a version, how it came, and what is left of one that had to go.
alter table versions
  add dataset_id text,
  add label text,
  add via text not null default 'api' check (via in ('web', 'api', 'program', 'flow')),
  add restored_from integer,
  add purged_at timestamptz,
  add purged_by text,
  add purge_reason text;

update versions set dataset_id = resources.dataset_id from resources where resources.id = versions.resource_id;
create index versions_dataset on versions (dataset_id, created_at desc, number desc);
`
