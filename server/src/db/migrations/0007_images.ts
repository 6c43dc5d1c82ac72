export default `
create table images (
  key text primary key,
  sha256 text not null,
  mime text not null,
  size_bytes bigint not null,
  created_at timestamptz not null default now()
);
create index images_sha256 on images (sha256);
`
