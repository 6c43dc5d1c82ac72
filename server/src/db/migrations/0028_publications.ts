export default `
-- What is to be published later, or once somebody agreed: a draft dataset, or a file that was deposited.
create table publications (
  id uuid primary key,
  kind text not null check (kind in ('dataset', 'deposit')),
  dataset_id text not null references datasets on delete cascade,
  -- No reference: what was given up is told, and its publication kept.
  resource_id uuid,
  deposit_id uuid,
  file_name text,
  organization_id text references organizations on delete cascade,
  state text not null check (state in ('submitted', 'planned', 'done', 'failed', 'canceled', 'refused')),
  -- Null: as soon as somebody agrees.
  publish_at timestamptz,
  asked_by text not null references users on delete cascade,
  asked_at timestamptz not null,
  reason text,
  -- Published despite blockers.
  confirmed boolean not null default false,
  -- What was looked at: the bytes of the deposit, and those that they replace.
  sha256 text,
  replaces_sha256 text,
  decided_by text references users on delete set null,
  decided_at timestamptz,
  decision_reason text,
  ended_at timestamptz,
  error jsonb,
  attempts integer not null default 0,
  check ((kind = 'deposit') = (deposit_id is not null))
);
create unique index publications_open_dataset on publications (dataset_id)
  where kind = 'dataset' and state in ('submitted', 'planned');
create unique index publications_open_deposit on publications (deposit_id) where state in ('submitted', 'planned');
create index publications_due on publications (publish_at) where state = 'planned';
create index publications_of_dataset on publications (dataset_id, asked_at desc);
create index publications_of_organization on publications (organization_id, state, asked_at desc);

-- A deposit that is to be published later waits longer than a week.
alter table deposits add column kept_until timestamptz;
`
