export default `
-- What each object of another server became here, and what the mirror wrote of it: what people changed since is theirs.
create table mirrored (
  -- Null: its flow went away. The next one that meets the object goes on with it.
  flow_id text,
  server text not null,
  kind text not null check (kind in ('dataset', 'resource')),
  remote_id text not null,
  -- Of a resource.
  remote_dataset_id text,
  local_id text not null,
  -- Here: its own id, or that of the dataset that the resource is in.
  dataset_id text not null,
  -- False: the id of a resource that is being made, and may not exist yet.
  made boolean not null,
  -- Of all that was read there, when all of it arrived: the same again means nothing to do.
  fingerprint text,
  -- The state there of the file that was copied last.
  copied text,
  written jsonb not null default '{}',
  seen_at timestamptz not null,
  vanished_at timestamptz
);
create unique index mirrored_objects on mirrored (flow_id, server, kind, remote_id);
create index mirrored_remote on mirrored (server, remote_id);
create index mirrored_of_dataset on mirrored (flow_id, server, remote_dataset_id) where kind = 'resource';
create index mirrored_left on mirrored (dataset_id) where flow_id is null;
create index mirrored_unseen on mirrored (flow_id, server, remote_id) where kind = 'dataset' and vanished_at is null;
`
