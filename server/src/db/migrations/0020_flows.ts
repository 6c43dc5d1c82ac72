export default `
-- Declared sources whose files become resources by rule, on a schedule.
create table flows (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  organization_id text not null references organizations on delete cascade,
  created_by text not null references users,
  created_at timestamptz not null default now(),
  state text not null default 'draft',
  paused_at timestamptz,
  paused_by text,
  pause_reason text,
  definition jsonb not null,
  revision integer not null default 1,
  -- Sealed with the server's key; the names alone are readable.
  secrets text,
  secret_names text[] not null default '{}',
  credentials_expire_at timestamptz,
  -- What signs its webhooks, sealed.
  webhook_secret text,
  -- Hashes of the secret addresses where files are dropped, and where a bucket tells that it changed.
  inbox_hash text unique,
  hook_hash text unique,
  activated_at timestamptz,
  next_run_at timestamptz,
  -- A failure that may pass is tried again before the next time.
  retry_at timestamptz,
  retries integer not null default 0,
  -- Something changed in the source during a run: another one follows it.
  event_at timestamptz,
  last_run_at timestamptz,
  last_success_at timestamptz,
  last_change_at timestamptz,
  failing_since timestamptz,
  -- When people were last told, so that they are told once.
  told_late_at timestamptz,
  told_expiry_at timestamptz,
  deleted_at timestamptz
);
create index flows_organization on flows (organization_id);
create index flows_due on flows (least(next_run_at, retry_at)) where state = 'active' and deleted_at is null;

create table flow_runs (
  id uuid primary key,
  flow_id uuid not null references flows on delete cascade,
  number integer not null,
  trigger text not null,
  dry boolean not null default false,
  backfill boolean not null default false,
  state text not null default 'waiting',
  asked_by text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  -- Told every few seconds while it runs: one that says nothing for a minute is dead.
  heartbeat_at timestamptz,
  counts jsonb not null default '{}',
  progress jsonb not null default '{}',
  failure jsonb,
  retry_at timestamptz,
  unique (flow_id, number)
);
-- One at a time per flow, on all nodes.
create unique index flow_runs_one on flow_runs (flow_id) where state in ('waiting', 'running');

create table flow_decisions (
  run_id uuid not null references flow_runs on delete cascade,
  position integer not null,
  key text not null,
  outcome text not null,
  code text,
  message jsonb,
  size_bytes bigint,
  sha256 text,
  dataset_id text,
  resource_id uuid,
  version integer,
  held_id uuid,
  duration_ms integer,
  created_at timestamptz not null default now(),
  primary key (run_id, position)
);

-- What is known of each file of a source.
create table flow_objects (
  flow_id uuid not null references flows on delete cascade,
  key text not null,
  identity text not null,
  -- Of the state that was last settled: published, held or refused; another one is a change.
  fingerprint text,
  size_bytes bigint,
  modified_at timestamptz,
  sha256 text,
  state text not null,
  -- The run that saw it last.
  seen_run integer not null,
  missing_since integer,
  -- What is being published, should the process die before it can say so.
  pending jsonb,
  primary key (flow_id, key)
);
create index flow_objects_seen on flow_objects (flow_id, seen_run);
create index flow_objects_identity on flow_objects (flow_id, identity);

-- What each identity became.
create table flow_targets (
  flow_id uuid not null references flows on delete cascade,
  identity text not null,
  dataset_id text references datasets on delete cascade,
  -- Null for a file of this server: somebody deleted it, and the flow doesn't put it back.
  resource_id uuid references resources on delete set null,
  -- Of a resource of another server, with what was last sent there.
  remote_id text,
  sha256 text,
  archived_at timestamptz,
  primary key (flow_id, identity)
);
-- A file is fed by one flow.
create unique index flow_targets_resource on flow_targets (resource_id);

-- Datasets that a flow made, by their first title: people may change it.
create table flow_datasets (
  flow_id uuid not null references flows on delete cascade,
  title text not null,
  dataset_id text not null references datasets on delete cascade,
  primary key (flow_id, title)
);

-- Files that a gate kept, until a person decides.
create table flow_held (
  id uuid primary key,
  flow_id uuid not null references flows on delete cascade,
  run_id uuid not null references flow_runs on delete cascade,
  key text not null,
  identity text not null,
  dataset_id text references datasets on delete cascade,
  resource_id uuid references resources on delete set null,
  deposit_id uuid,
  file_name text not null,
  sha256 text not null,
  sha1 text not null,
  size_bytes bigint not null,
  reasons jsonb not null,
  state text not null default 'waiting',
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text,
  decision_reason text
);
create index flow_held_flow on flow_held (flow_id, created_at desc);
create index flow_held_sha256 on flow_held (sha256) where state = 'waiting';
create unique index flow_held_one on flow_held (flow_id, identity) where state = 'waiting';

-- What a flow last wrote in a field that it was given: when it says something else, a person took the field back.
create table flow_fields (
  flow_id uuid not null references flows on delete cascade,
  kind text not null,
  object_id text not null,
  field text not null,
  written text not null,
  since timestamptz not null default now(),
  primary key (kind, object_id, field)
);

-- Files dropped at a flow's address.
create table flow_drops (
  flow_id uuid not null references flows on delete cascade,
  key text not null,
  sha256 text not null,
  size_bytes bigint not null,
  dropped_at timestamptz not null default now(),
  primary key (flow_id, key)
);
create index flow_drops_sha256 on flow_drops (sha256);

-- A deposit that a flow holds waits as long as nobody decides.
alter table deposits add flow_id uuid references flows on delete set null;
`
