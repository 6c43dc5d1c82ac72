// French words without accents on both sides (database.md §5, rules 1 and 3): unaccent runs before the stemmer.
export default `
create text search configuration fr (copy = french);
alter text search configuration fr alter mapping for hword, hword_part, word with unaccent, french_stem;

create table search_documents (
  kind text not null,
  id text not null,
  title text not null,
  document tsvector not null,
  title_document tsvector not null,
  tags text[] not null default '{}',
  audiences text[] not null,
  popularity real not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (kind, id)
);
create index search_documents_document on search_documents using gin (document);
create index search_documents_title on search_documents using gin (title_document);
create index search_documents_tags on search_documents using gin (tags);
create index search_documents_updated on search_documents (kind, updated_at desc, id desc);
`
