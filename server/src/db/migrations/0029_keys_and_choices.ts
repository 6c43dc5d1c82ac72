export default `
-- A key of one organization acts as its owner there, and nowhere else.
alter table api_keys add column organization_id text references organizations on delete cascade;
-- How many days before its end its owner was last told of it.
alter table api_keys add column told_days smallint;
create index on api_keys (organization_id) where organization_id is not null;
create index on api_keys (expires_at) where expires_at is not null and revoked_at is null;

-- In which language mails to somebody are written; null: they never chose.
alter table users add column lang text check (lang in ('fr', 'en'));

-- How somebody is mailed of each kind of news; no row: as everybody is at first.
create table notification_choices (
  user_id text not null references users on delete cascade,
  kind text not null,
  mail text not null check (mail in ('at_once', 'daily', 'weekly', 'never')),
  primary key (user_id, kind)
);

-- Mails that wait for the digest of their reader, in both languages.
create table digest_lines (
  id uuid primary key,
  user_id text not null references users on delete cascade,
  kind text not null,
  -- Of the notification that says the same: once it is handled, there is nothing to tell.
  topic text,
  words jsonb not null,
  created_at timestamptz not null default now()
);
create index on digest_lines (user_id, created_at);
`
