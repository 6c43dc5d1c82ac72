export default `
-- What people have typed in a form and not saved yet; one draft a person and subject.
create table drafts (
  user_id text not null references users on delete cascade,
  -- 'dataset:{id}'
  subject text not null,
  -- The changed fields only, and what each was when the person began.
  fields jsonb not null,
  before jsonb not null,
  revision int not null,
  begun_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (user_id, subject)
);
create index drafts_subject on drafts (subject);
create index drafts_age on drafts (updated_at);
`
