export default `
create extension if not exists unaccent;

create table users (
  id text primary key,
  email text not null unique check (email = lower(email)),
  slug text not null unique,
  first_name text not null,
  last_name text not null,
  password_hash text not null,
  site_admin boolean not null default false,
  active boolean not null default true,
  website text,
  about text,
  created_at timestamptz not null default now(),
  last_login_at timestamptz,
  deleted_at timestamptz
);

create table sessions (
  id_hash text primary key,
  user_id text not null references users on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text
);
create index sessions_user on sessions (user_id);
create index sessions_expiry on sessions (expires_at);

create table api_keys (
  id text primary key,
  user_id text not null references users on delete cascade,
  name text,
  key_prefix text not null,
  key_hash text not null unique,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  user_agents text[] not null default '{}'
);
create index api_keys_user on api_keys (user_id);

create table login_failures (
  id bigint generated always as identity primary key,
  account text not null,
  address text not null,
  at timestamptz not null default now()
);
create index login_failures_account on login_failures (account, at);
create index login_failures_address on login_failures (address, at);

create table setup_codes (
  code_hash text primary key,
  created_at timestamptz not null default now()
);
`
