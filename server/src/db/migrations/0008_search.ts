// The index is made again from what it describes: nothing in it is the only copy.
export default `
create extension if not exists pg_trgm;
create extension if not exists intarray;

-- "été2024" and "ete2024" are one word too.
alter text search configuration fr alter mapping for numword, numhword, hword_numpart with unaccent, simple;

drop table search_documents;

-- Names that documents were written with: facets, and numbers to sort by. A facet's number begins its packed values.
create table search_names (
  purpose text not null check (purpose in ('facet', 'number')),
  name text not null,
  number integer not null generated always as identity,
  primary key (purpose, name),
  check (purpose = 'number' or number between 1 and 213)
);

-- Packed as number of the facet * 10,000,000 + number of the value (database.md §5, rule 4). A value never leaves:
-- a document being written may hold it.
create sequence search_value_numbers maxvalue 9999999;
create table search_facet_values (
  packed integer primary key,
  facet text not null,
  value text not null,
  folded text not null,
  unique (facet, value)
);

create table search_documents (
  created_at timestamptz not null,
  updated_at timestamptz not null,
  written_at timestamptz not null,
  popularity double precision not null,
  coverage_start date,
  coverage_end date,
  public boolean not null generated always as ('public' = any (audiences)) stored,
  kind text not null,
  id text not null,
  title_key text not null collate "C",
  facets integer[] not null,
  audiences text[] not null,
  numbers jsonb not null,
  title_document tsvector not null,
  document tsvector not null,
  primary key (kind, id)
-- In line and not compressed: ranking reads up to 2,000 vectors a question, which is half as long then.
) with (toast_tuple_target = 8160);
-- Short lists of pending words: a question reads them too, a write fills them twenty times quicker than the index.
create index search_documents_document on search_documents using gin (document) with (gin_pending_list_limit = 256);
create index search_documents_title on search_documents using gin (title_document) with (gin_pending_list_limit = 256);
create index search_documents_facets on search_documents using gin (facets gin__int_ops) with (gin_pending_list_limit = 256);
create index search_documents_title_part on search_documents using gin (title_key gin_trgm_ops) with (gin_pending_list_limit = 256);
create index search_documents_title_order on search_documents (kind, title_key, id);
create index search_documents_created on search_documents (kind, created_at, id);
create index search_documents_updated on search_documents (kind, updated_at, id) include (public);
create index search_documents_popularity on search_documents (kind, popularity, updated_at, id);
-- What isn't counted below.
create index search_documents_hidden on search_documents (kind) where not public;

-- How many public documents hold each packed value, and how many there are (packed 0): what a list without a question
-- shows (database.md §5, rule 6). Writers add differences and never wait for each other; sums are tidied at night.
create table search_counts (
  kind text not null,
  packed integer not null,
  n bigint not null
);
create index search_counts_packed on search_counts (kind, packed);

create function count_search_documents() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into search_counts
      select kind, packed, count(*) from new_documents, unnest(facets + 0) packed
      where public group by kind, packed;
  elsif tg_op = 'DELETE' then
    insert into search_counts
      select kind, packed, -count(*) from old_documents, unnest(facets + 0) packed
      where public group by kind, packed;
  else
    insert into search_counts
      select kind, packed, sum(difference) from (
        select kind, unnest(facets + 0) as packed, 1 as difference from new_documents where public
        union all
        select kind, unnest(facets + 0), -1 from old_documents where public
      ) changes group by kind, packed having sum(difference) <> 0;
  end if;
  return null;
end $$;

create trigger count_inserted after insert on search_documents referencing new table as new_documents
  for each statement execute function count_search_documents();
create trigger count_updated after update on search_documents
  referencing old table as old_documents new table as new_documents
  for each statement execute function count_search_documents();
create trigger count_deleted after delete on search_documents referencing old table as old_documents
  for each statement execute function count_search_documents();

-- Words as people write them, to correct a typo with. Not unique: writers never wait for each other; tidied at night.
create table search_words (word text not null collate "C");
create index search_words_word on search_words (word);
create index search_words_near on search_words using gist (word gist_trgm_ops (siglen = 64));
`
