export default `
-- How often pages were read and files downloaded, by day in Paris. Nothing of who did.
create table usage_days (
  -- Of a page that was read: Dataset, Organization, Reuse. Of a file that was downloaded: Resource.
  class text not null check (class in ('Dataset', 'Organization', 'Reuse', 'Resource')),
  object_id text not null,
  day date not null,
  -- What it counts for; null: a page that is no dataset's.
  dataset_id text,
  n bigint not null,
  -- Whether the object's own counters (metrics) say so already.
  told boolean not null default false,
  primary key (object_id, class, day)
);
create index usage_days_dataset on usage_days (dataset_id, day);
create index usage_days_untold on usage_days (class) where not told;
`
