export default `
-- What is known of each link. The rows follow the resources by a trigger: no way of writing a link can forget one.
create table links (
  id bigint generated always as identity unique,
  resource_id uuid primary key references resources on delete cascade,
  url text not null,
  -- The link went away, or became a file.
  deleted boolean not null default false,
  -- New or changed: checked before the others.
  priority boolean not null default true,
  status text,
  status_since timestamptz not null default now(),
  next_check_at timestamptz,
  unavailable_since timestamptz
);
create index links_due on links (priority desc, next_check_at nulls first) where not deleted;
create index links_url on links (url);

create table link_checks (
  id bigint generated always as identity primary key,
  resource_id uuid not null references links on delete cascade,
  url text not null,
  domain text,
  created_at timestamptz not null default now(),
  status integer,
  headers jsonb not null default '{}',
  cors_headers jsonb,
  timeout boolean not null,
  -- Seconds.
  response_time double precision,
  error text,
  -- The same as a word of ours (FailureReason).
  reason text,
  -- SHA-1 of what was read, when it was.
  checksum text,
  filesize bigint,
  mime_type text,
  analysis_error text,
  detected_last_modified_at timestamptz,
  detection text,
  next_check_at timestamptz not null
);
create index link_checks_resource on link_checks (resource_id, id desc);
create index link_checks_domain on link_checks (domain, id desc);
create index link_checks_created on link_checks (created_at);

create function keep_links() returns trigger language plpgsql as $$
begin
  if new.filetype = 'remote' and new.deleted_at is null then
    insert into links (resource_id, url) values (new.id, new.url)
    on conflict (resource_id) do update
      set url = excluded.url, deleted = false, priority = true, status = null, status_since = now(),
        unavailable_since = null
      where links.url <> excluded.url or links.deleted;
  else
    update links set deleted = true where resource_id = new.id and not deleted;
  end if;
  return null;
end $$;
create trigger keep_links after insert or update of url, filetype, deleted_at on resources for each row
  execute function keep_links();
insert into links (resource_id, url) select id, url from resources where filetype = 'remote' and deleted_at is null;

-- Where each link is, and whether everybody sees it there: what checks and counts ask of the catalogue.
create view link_places as
  select r.id as resource_id, r.dataset_id, d.deleted_at is null as live,
    d.id is not null and not d.private and d.deleted_at is null and d.archived_at is null as shown
  from resources r left join datasets d on d.id = r.dataset_id;
`
