export default `
-- What people did: written after the fact, never changed.
create table audit_entries (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  method text not null,
  -- Its id in the API's documents; null: none of them.
  operation text,
  path text not null,
  status integer not null,
  -- No reference: the entry outlives the account.
  user_id text,
  -- Of who tried to sign in: the address they gave.
  account text,
  via text not null check (via in ('session', 'key', 'program', 'none')),
  -- The beginning of the key, or of the session's hash.
  credential text,
  address text not null
);
create index audit_entries_at on audit_entries (at desc, id desc);
create index audit_entries_user on audit_entries (user_id, at desc);
create index audit_entries_operation on audit_entries (operation, at desc);
create index audit_entries_path on audit_entries using gin (path gin_trgm_ops);

create function keep_audit_entries() returns trigger language plpgsql as $$
begin
  -- The purge says so, and even it leaves a month.
  if tg_op = 'DELETE' and current_setting('cimaise.purges_audit', true) = 'yes' then
    if old.at < now() - interval '30 days' then return old; end if;
  end if;
  raise exception 'the audit log is only added to';
end $$;
create trigger keep before update or delete on audit_entries for each row execute function keep_audit_entries();
create trigger keep_all before truncate on audit_entries for each statement execute function keep_audit_entries();

-- Each time that a job ran, and when the periodic ones do.
create table job_runs (
  id bigint generated always as identity primary key,
  -- The queue's, which forgets what succeeded.
  job_id text not null,
  name text not null,
  node text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  error text
);
create index job_runs_name on job_runs (name, id desc);
create index job_runs_started on job_runs (started_at);
create table periodic_jobs (
  name text primary key,
  cron text not null
);

-- Words that mean one another, or, with replacements, words that also mean these.
create table search_synonyms (
  id text primary key,
  terms text[] not null check (cardinality(terms) > 0),
  replacements text[],
  created_at timestamptz not null default now()
);
-- Another value after each change, so that whoever keeps the list knows it is old.
create table search_synonyms_stamp (
  only_row boolean primary key default true check (only_row),
  stamp uuid not null
);
create function stamp_search_synonyms() returns trigger language plpgsql as $$
begin
  insert into search_synonyms_stamp (stamp) values (gen_random_uuid())
    on conflict (only_row) do update set stamp = excluded.stamp;
  -- Kept answers to searches are no longer true (decision 0005).
  perform pg_notify('cimaise_changes', '');
  return null;
end $$;
create trigger stamp after insert or update or delete on search_synonyms
  for each statement execute function stamp_search_synonyms();

-- Why a report was closed.
alter table reports add dismissal_note text;
`
