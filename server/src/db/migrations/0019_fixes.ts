export default `
-- A deposit as it came, so that fixes are undone without reading it again; and what each fix did.
alter table deposits
  add original_file_name text,
  add original_sha1 text,
  add original_size_bytes bigint,
  add applied jsonb not null default '[]';

-- No fix was applied before: every deposit is as it came.
update deposits set original_file_name = file_name, original_sha1 = sha1, original_size_bytes = size_bytes;
alter table deposits
  alter original_file_name set not null,
  alter original_sha1 set not null,
  alter original_size_bytes set not null;
`
