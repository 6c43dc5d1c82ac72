export default `
-- Objects are pointed at by class and id: they are tables of other modules, so nothing references them here.

create table discussions (
  id text primary key,
  subject_class text not null,
  subject_id text not null,
  title text not null,
  user_id text references users on delete set null,
  organization_id text references organizations on delete set null,
  extras jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_posted_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by text references users on delete set null,
  closed_by_organization_id text references organizations on delete set null
);
create index discussions_subject on discussions (subject_id, created_at desc);
create index discussions_created on discussions (created_at desc, id);

create table discussion_messages (
  id uuid primary key,
  discussion_id text not null references discussions on delete cascade,
  -- The first is 0; what was deleted leaves a gap.
  position integer not null,
  content text not null,
  posted_at timestamptz not null default now(),
  posted_by text references users on delete set null,
  organization_id text references organizations on delete set null,
  last_modified_at timestamptz,
  unique (discussion_id, position)
);
create index discussion_messages_author on discussion_messages (posted_by);

create table follows (
  id text primary key,
  subject_class text not null,
  subject_id text not null,
  follower_id text not null references users on delete cascade,
  since timestamptz not null default now(),
  -- Kept when it ends: how many followed in each month.
  until timestamptz
);
create unique index follows_active on follows (subject_id, follower_id) where until is null;
create index follows_subject on follows (subject_id, since desc);
create index follows_follower on follows (follower_id) where until is null;

create table transfers (
  id text primary key,
  user_id text references users on delete set null,
  owner_class text check (owner_class in ('User', 'Organization')),
  owner_id text,
  recipient_class text not null check (recipient_class in ('User', 'Organization')),
  recipient_id text not null,
  subject_class text not null,
  subject_id text not null,
  comment text not null default '',
  status text not null default 'pending' check (status in ('pending', 'accepted', 'refused')),
  created_at timestamptz not null default now(),
  responded_at timestamptz,
  responder_id text references users on delete set null,
  response_comment text
);
create index transfers_subject on transfers (subject_id);
create index transfers_recipient on transfers (recipient_id, status);

create table activities (
  id bigint generated always as identity primary key,
  key text not null,
  actor_id text references users on delete set null,
  organization_id text references organizations on delete set null,
  related_class text not null,
  related_id text not null,
  changes text[] not null default '{}',
  extras jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index activities_related on activities (related_id, created_at desc, id desc);
create index activities_organization on activities (organization_id, created_at desc, id desc);
create index activities_actor on activities (actor_id, created_at desc, id desc);
create index activities_created on activities (created_at desc, id desc);

create table notifications (
  id uuid primary key,
  user_id text not null references users on delete cascade,
  -- What they are about: all of them are handled, or go away, together.
  topic text not null,
  details jsonb not null,
  created_at timestamptz not null default now(),
  last_modified timestamptz not null default now(),
  handled_at timestamptz
);
create index notifications_user on notifications (user_id, created_at desc);
create index notifications_topic on notifications (topic);
create index notifications_handled on notifications (handled_at) where handled_at is not null;

create table reports (
  id text primary key,
  reporter_id text references users on delete set null,
  subject_class text not null,
  subject_id text not null,
  -- Its title then: it is still there when the object is not.
  subject_label text,
  subject_embed_id text,
  subject_deleted_at timestamptz,
  subject_deleted_by text references users on delete set null,
  reason text not null,
  message text not null default '',
  reported_at timestamptz not null default now(),
  dismissed_at timestamptz,
  dismissed_by text references users on delete set null
);
create index reports_reported on reports (reported_at desc, id);
create index reports_subject on reports (subject_id);

-- Where anonymous reports of the last hour came from.
create table report_attempts (
  id bigint generated always as identity primary key,
  address text not null,
  at timestamptz not null default now()
);
create index report_attempts_address on report_attempts (address, at);

`
