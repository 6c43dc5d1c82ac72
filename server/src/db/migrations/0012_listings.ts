export default `
-- Who points at a dataset without everybody seeing it counts for nothing.
alter table dataset_links add shown boolean not null default true;

-- Reuses, dataservices and topics: the same words, owners and states; what one class only has is in fields.
create table listings (
  id text primary key,
  class text not null check (class in ('Reuse', 'Dataservice', 'Topic')),
  slug text not null,
  title text not null,
  description text not null default '',
  tags text[] not null default '{}',
  private boolean not null default false,
  featured boolean not null default false,
  organization_id text references organizations,
  owner_id text references users,
  fields jsonb not null default '{}',
  extras jsonb not null default '{}',
  metrics jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  archived_at timestamptz,
  deleted_at timestamptz,
  unique (class, slug)
);
create index listings_created on listings (class, created_at desc, id desc);
create index listings_tags on listings using gin (tags);
create index listings_organization on listings (organization_id);
create index listings_owner on listings (owner_id);
create unique index reuses_url on listings (md5(fields->>'url')) where class = 'Reuse';
create index reuses_dataservices on listings using gin ((fields->'dataserviceIds')) where class = 'Reuse';
create index dataservices_contacts on listings using gin ((fields->'contactPointIds')) where class = 'Dataservice';

-- What a topic is made of, in its order: an object, or words about one that is not there.
create table topic_elements (
  id text primary key,
  topic_id text not null references listings on delete cascade,
  position integer not null,
  title text,
  description text,
  tags text[] not null default '{}',
  extras jsonb not null default '{}',
  class text,
  object_id text
);
create index topic_elements_topic on topic_elements (topic_id, position, id);
create index topic_elements_object on topic_elements (object_id);
`
