export default `
-- What a list of one's own datasets shows and filters by, in one query whatever their number.
-- 101 characters of a description are enough for the rule of its quality.
create view holdings as
  select d.id, d.slug, d.title, d.acronym, left(d.description, 101) as description, d.license, d.access_type,
    d.frequency, d.tags, d.private, d.organization_id, d.owner_id, d.contact_point_ids,
    d.temporal_start is not null as has_temporal, d.spatial is not null as has_spatial, d.resource_quality,
    d.created_at, d.last_update, d.archived_at, d.deleted_at,
    o.name as organization_name, o.slug as organization_slug, trim(u.first_name || ' ' || u.last_name) as owner_name,
    coalesce(s.required_tags, '{}') as required_tags,
    f.ids as resource_ids, f.titles as resource_titles, f.broken as broken_links
  from datasets d
  left join organizations o on o.id = d.organization_id
  left join organization_settings s on s.organization_id = d.organization_id
  left join users u on u.id = d.owner_id
  cross join lateral (
    select coalesce(array_agg(r.id::text), '{}') as ids, coalesce(string_agg(r.title, ' '), '') as titles,
      count(*) filter (where r.filetype = 'remote' and r.extras->'check:available' = 'false') as broken
    from resources r where r.dataset_id = d.id and not r.community and r.deleted_at is null
  ) f;

-- Filters and a sort under a name: of a person, in one organization or everywhere.
create table saved_views (
  id uuid primary key,
  user_id text not null references users on delete cascade,
  organization_id text references organizations on delete cascade,
  name text not null,
  -- The address of the list says all of it.
  query text not null,
  shared boolean not null default false,
  created_at timestamptz not null default now()
);
create index saved_views_user on saved_views (user_id);
create index saved_views_organization on saved_views (organization_id) where shared;

-- The same change asked of many datasets, or taken back from them.
create table bulk_edits (
  id uuid primary key,
  organization_id text not null references organizations on delete cascade,
  author_id text references users on delete set null,
  -- Whether they asked as an administrator of the site: a key may be lent less than its owner has.
  as_site_admin boolean not null,
  changes jsonb not null,
  undoes uuid references bulk_edits,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index bulk_edits_organization on bulk_edits (organization_id, created_at desc);
-- Nothing is taken back twice.
create unique index bulk_edits_undoes on bulk_edits (undoes);

-- What it did to each: its fields before and after, or why nothing. The title stays when the dataset is purged.
create table bulk_edit_entries (
  edit_id uuid not null references bulk_edits on delete cascade,
  position integer not null,
  dataset_id text not null,
  title text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'changed', 'unchanged', 'refused', 'left')),
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  -- Fields that said something else when the edit was undone, and stayed.
  kept text[] not null default '{}',
  reason jsonb,
  primary key (edit_id, position)
);
create index bulk_edit_entries_waiting on bulk_edit_entries (edit_id) where state = 'waiting';
`
