export default `
create table oauth_clients (
  id text primary key,
  name text not null,
  -- null: a public client, which can keep no secret
  secret_hash text,
  redirect_uris text[] not null,
  scopes text[] not null,
  internal boolean not null default false,
  created_at timestamptz not null default now()
);

create table oauth_codes (
  code_hash text primary key,
  grant_id uuid not null,
  client_id text not null references oauth_clients on delete cascade,
  user_id text not null references users on delete cascade,
  redirect_uri text,
  scopes text[] not null,
  code_challenge text not null,
  code_challenge_method text not null check (code_challenge_method in ('S256', 'plain')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index oauth_codes_client on oauth_codes (client_id);
create index oauth_codes_user on oauth_codes (user_id);
create index oauth_codes_expiry on oauth_codes (expires_at);

create table oauth_tokens (
  access_hash text primary key,
  refresh_hash text unique,
  grant_id uuid not null,
  client_id text not null references oauth_clients on delete cascade,
  -- null: the client asked for itself
  user_id text references users on delete cascade,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  access_expires_at timestamptz not null,
  refresh_expires_at timestamptz,
  revoked_at timestamptz,
  check ((refresh_hash is null) = (refresh_expires_at is null))
);
create index oauth_tokens_grant on oauth_tokens (grant_id);
create index oauth_tokens_client on oauth_tokens (client_id);
create index oauth_tokens_user on oauth_tokens (user_id);
create index oauth_tokens_expiry on oauth_tokens (coalesce(refresh_expires_at, access_expires_at));
`
