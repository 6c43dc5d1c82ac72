export default `
alter table users
  add column email_confirmed_at timestamptz,
  add column password_rotation_demanded timestamptz,
  add column password_rotation_performed timestamptz,
  add column second_factor text,
  add column second_factor_draft text,
  add column second_factor_step bigint,
  add column metrics jsonb not null default '{}',
  add column avatar jsonb;

-- A dataset shows its owner's picture too (migration 0004).
drop trigger raise_stamps on users;
create trigger raise_stamps after update on users for each row
  when ((old.first_name, old.last_name, old.slug, old.avatar) is distinct from (new.first_name, new.last_name, new.slug, new.avatar))
  execute function raise_stamps_of_producer();

-- Who could sign in until now goes on doing so.
update users set email_confirmed_at = created_at;

alter table sessions
  add column remembered boolean not null default true,
  add column half boolean not null default false,
  add column proved_at timestamptz not null default now();

alter table api_keys add column scopes text[] not null default '{admin}';

alter table login_failures add column kind text not null default 'login';

create table recovery_codes (
  user_id text not null references users on delete cascade,
  code_hash text not null,
  primary key (user_id, code_hash)
);

create table mail_tokens (
  token_hash text primary key,
  user_id text not null references users on delete cascade,
  purpose text not null check (purpose in ('confirm', 'reset', 'change_email')),
  email text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mail_tokens_user on mail_tokens (user_id);
create index mail_tokens_expiry on mail_tokens (expires_at);
`
