export default `
create table organizations (
  id text primary key,
  slug text not null unique,
  name text not null,
  acronym text,
  description text not null,
  url text,
  business_number_id text,
  extras jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  deleted_at timestamptz
);

create table organization_members (
  organization_id text not null references organizations on delete cascade,
  user_id text not null references users on delete cascade,
  role text not null check (role in ('admin', 'editor')),
  since timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index organization_members_user on organization_members (user_id);

create table datasets (
  id text primary key,
  slug text not null unique,
  title text not null,
  acronym text,
  description text not null,
  description_short text,
  license text,
  frequency text,
  frequency_date timestamptz,
  tags text[] not null default '{}',
  private boolean not null default false,
  organization_id text references organizations,
  owner_id text references users,
  temporal_start date,
  temporal_end date,
  spatial jsonb,
  extras jsonb not null default '{}',
  revision integer not null default 1,
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  last_update timestamptz not null default now(),
  archived_at timestamptz,
  deleted_at timestamptz,
  check (num_nonnulls(organization_id, owner_id) = 1),
  -- A draft may still lack words; what is public never does.
  check (private or (title <> '' and description <> ''))
);
create index datasets_created on datasets (created_at desc, id desc);
create index datasets_last_update on datasets (last_update desc, id desc);
create index datasets_organization on datasets (organization_id, created_at desc);
create index datasets_owner on datasets (owner_id, created_at desc);
create index datasets_deleted on datasets (deleted_at) where deleted_at is not null;

create table dataset_slug_redirects (
  slug text primary key,
  dataset_id text not null references datasets on delete cascade
);

create table resources (
  id uuid primary key,
  dataset_id text not null references datasets on delete cascade,
  position integer not null,
  title text not null,
  description text,
  type text not null,
  filetype text not null check (filetype in ('file', 'remote')),
  url text check (filetype = 'file' or url is not null),
  file_name text,
  version_number integer,
  format text,
  mime text,
  filesize bigint,
  checksum_type text,
  checksum_value text,
  schema jsonb,
  extras jsonb not null default '{}',
  analysis_extras jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  deleted_at timestamptz,
  check (filetype = 'remote' or (file_name is not null and version_number is not null))
);
create index resources_dataset on resources (dataset_id, position);

create table versions (
  id uuid primary key,
  resource_id uuid not null references resources on delete cascade,
  number integer not null,
  file_name text not null,
  sha256 text not null,
  sha1 text not null,
  size_bytes bigint not null,
  mime text not null,
  format text,
  author_id text references users,
  reason text,
  created_at timestamptz not null default now(),
  unique (resource_id, number)
);
create index versions_sha256 on versions (sha256);

create table inspections (
  sha256 text primary key,
  analyser_version integer not null,
  inspection jsonb not null,
  inspected_at timestamptz not null default now()
);
`
