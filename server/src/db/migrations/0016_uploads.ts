export default `
-- Files that come in several requests (tus); their bytes are in DATA_DIR/uploads until a deposit takes them.
create table uploads (
  id uuid primary key,
  user_id text not null references users on delete cascade,
  file_name text not null,
  size_bytes bigint not null,
  -- Where its sender said that it goes, as they wrote it.
  dataset text,
  resource text,
  -- Of the whole file, once it begins to move into the blob store.
  sha256 text,
  sha1 text,
  created_at timestamptz not null default now()
);
create index uploads_created on uploads (created_at);

-- Requests that must have one effect however often they are sent, and what they were answered.
create table idempotency_keys (
  user_id text not null references users on delete cascade,
  target text not null,
  key text not null,
  -- Of what the request makes, the same at every attempt.
  object_id uuid not null,
  -- Of the body that was answered; null while nothing was.
  fingerprint text,
  answer text,
  created_at timestamptz not null default now(),
  primary key (user_id, target, key)
);
create index idempotency_keys_created on idempotency_keys (created_at);
`
