export default `
create table posts (
  id text primary key,
  slug text not null unique,
  name text not null,
  kind text not null check (kind in ('news', 'page')),
  body_type text not null check (body_type in ('markdown', 'html', 'blocs')),
  headline text,
  content text,
  blocs jsonb not null default '[]',
  tags text[] not null default '{}',
  dataset_ids text[] not null default '{}',
  reuse_ids text[] not null default '{}',
  image jsonb,
  image_url text,
  credit_to text,
  credit_url text,
  owner_id text references users on delete set null,
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  published_at timestamptz
);
create index posts_published on posts (published_at desc, id desc);

-- One row: what the administrators say of the site.
create table site_settings (
  id text primary key,
  title text not null,
  keywords text[] not null default '{}',
  feed_size integer not null default 20,
  blocs jsonb not null default '{}'
);
`
