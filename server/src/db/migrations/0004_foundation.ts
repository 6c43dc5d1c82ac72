export default `
-- Old slugs of every class in one table (udata-api.md §7.1).
create table slug_redirects (
  class text not null,
  slug text not null,
  object_id text not null,
  primary key (class, slug)
);
create index slug_redirects_object on slug_redirects (class, object_id);
insert into slug_redirects select 'Dataset', slug, dataset_id from dataset_slug_redirects;
drop table dataset_slug_redirects;

alter table organization_members drop constraint organization_members_role_check;
alter table organization_members add check (role in ('admin', 'editor', 'partial_editor'));

alter table organizations
  add image_url text,
  add logo jsonb,
  add badges text[] not null default '{}',
  add metrics jsonb not null default '{}',
  add presentation_blocs jsonb not null default '[]',
  add presentation_blocs_published_at timestamptz;
create index organizations_badges on organizations using gin (badges);

-- What a partial editor may edit.
create table assignments (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  user_id text not null references users on delete cascade,
  subject_class text not null,
  subject_id text not null,
  created_at timestamptz not null default now(),
  unique (user_id, subject_id)
);
create index assignments_organization on assignments (organization_id);
create index assignments_subject on assignments (subject_id);

-- Somebody asks to come in, or is asked to.
create table membership_requests (
  id uuid primary key,
  organization_id text not null references organizations on delete cascade,
  user_id text references users on delete cascade,
  email text,
  kind text not null check (kind in ('request', 'invitation')),
  status text not null default 'pending' check (status in ('pending', 'accepted', 'refused', 'canceled')),
  role text not null default 'editor' check (role in ('admin', 'editor', 'partial_editor')),
  comment text,
  assignments jsonb not null default '[]',
  created_by text references users on delete set null,
  created_at timestamptz not null default now(),
  handled_by text references users on delete set null,
  handled_at timestamptz,
  refusal_comment text,
  check (num_nonnulls(user_id, email) >= 1)
);
create index membership_requests_organization on membership_requests (organization_id, status);
create index membership_requests_user on membership_requests (user_id, status);
create unique index membership_requests_one_pending on membership_requests (organization_id, coalesce(user_id, email))
  where status = 'pending';

create table contact_points (
  id text primary key,
  name text not null,
  email text,
  contact_form text,
  role text not null,
  organization_id text references organizations,
  owner_id text references users,
  created_at timestamptz not null default now(),
  check (num_nonnulls(organization_id, owner_id) = 1)
);
create index contact_points_organization on contact_points (organization_id);
create index contact_points_owner on contact_points (owner_id);

alter table datasets
  add badges text[] not null default '{}',
  add featured boolean not null default false,
  add metrics jsonb not null default '{}',
  add access_type text not null default 'open',
  add access jsonb not null default '{}',
  add contact_point_ids text[] not null default '{}',
  add schema jsonb,
  add harvest jsonb,
  -- What lists and v2 show of the files, computed by every write: they never load them.
  add resources_count integer not null default 0,
  add resource_quality jsonb,
  -- Raised by every change of what is shown, counters included (the triggers below); the revision is of people's edits alone.
  add stamp bigint not null default 1;
-- Lists of what everybody sees, and how many they are, without reading the rows.
create index datasets_visible on datasets (created_at desc, id desc)
  where not private and deleted_at is null and archived_at is null;
create index datasets_tags on datasets using gin (tags);
create index datasets_contact_points on datasets using gin (contact_point_ids);
update datasets set resources_count =
  (select count(*) from resources where dataset_id = datasets.id and deleted_at is null);

-- Who points at a dataset: topics, reuses and dataservices write here through catalog's door.
create table dataset_links (
  dataset_id text not null references datasets on delete cascade,
  class text not null,
  object_id text not null,
  primary key (class, object_id, dataset_id)
);
create index dataset_links_dataset on dataset_links (dataset_id, class);

-- Community resources are resources of somebody else's dataset, with an owner of their own.
alter table resources
  alter dataset_id drop not null,
  add community boolean not null default false,
  add organization_id text references organizations,
  add owner_id text references users,
  add metrics jsonb not null default '{}',
  add harvest jsonb,
  add check (community or dataset_id is not null),
  add check (not community or num_nonnulls(organization_id, owner_id) = 1);
create index resources_format on resources (format);
create index resources_schema on resources ((schema->>'name'));
create index resources_community on resources (dataset_id) where community;
alter table resources drop constraint resources_dataset_id_fkey;
alter table resources add foreign key (dataset_id) references datasets on delete cascade;

-- A kept answer is good as long as the stamp is the same: what it shows of others raises it too.
create function raise_stamp() returns trigger language plpgsql as $$
begin
  new.stamp := old.stamp + 1;
  -- Nodes that keep answers hear it when the transaction commits.
  perform pg_notify('cimaise_changes', '');
  return new;
end $$;
create trigger raise_stamp before update on datasets for each row execute function raise_stamp();

create function raise_stamps_of_producer() returns trigger language plpgsql as $$
begin
  update datasets set stamp = stamp where organization_id = new.id or owner_id = new.id;
  return null;
end $$;
create trigger raise_stamps after update on organizations for each row
  when ((old.name, old.acronym, old.slug, old.badges, old.logo, old.deleted_at)
    is distinct from (new.name, new.acronym, new.slug, new.badges, new.logo, new.deleted_at))
  execute function raise_stamps_of_producer();
create trigger raise_stamps after update on users for each row
  when ((old.first_name, old.last_name, old.slug) is distinct from (new.first_name, new.last_name, new.slug))
  execute function raise_stamps_of_producer();

create function raise_stamps_of_contact() returns trigger language plpgsql as $$
begin
  update datasets set stamp = stamp where contact_point_ids @> array[new.id];
  return null;
end $$;
create trigger raise_stamps after update on contact_points for each row execute function raise_stamps_of_contact();

create function raise_stamps_of_community() returns trigger language plpgsql as $$
begin
  update datasets set stamp = stamp where id in (old.dataset_id, new.dataset_id);
  return null;
end $$;
create trigger raise_stamps after insert or update or delete on resources for each row
  execute function raise_stamps_of_community();

-- Pieces of a file under way; the last call joins them (udata-api.md §9.3).
create table upload_parts (
  upload_id text not null,
  user_id text not null references users on delete cascade,
  target text not null,
  part_index integer not null,
  sha256 text not null,
  size_bytes bigint not null,
  created_at timestamptz not null default now(),
  primary key (user_id, target, upload_id, part_index)
);
create index upload_parts_created on upload_parts (created_at);
create index upload_parts_sha256 on upload_parts (sha256);
`
