export default `
-- What is told to other programs, one row a message: its bytes stay the same however often it is tried.
create table webhook_deliveries (
  -- The receiver's webhook-id.
  id uuid primary key,
  url text not null,
  sealed_secret text not null,
  type text not null,
  body text not null,
  subject_class text not null,
  subject_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed', 'gone')),
  -- Each [{at, status, reason}], oldest first.
  attempts jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index webhook_deliveries_subject on webhook_deliveries (subject_id, created_at desc);
create index webhook_deliveries_created on webhook_deliveries (created_at);
`
