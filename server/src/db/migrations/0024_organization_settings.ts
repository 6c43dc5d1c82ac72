export default `
-- How an organization works in the back-office; no row: nothing was said.
create table organization_settings (
  organization_id text primary key references organizations on delete cascade,
  recommended_tags text[] not null default '{}',
  -- Without them a draft of its can't become public.
  required_tags text[] not null default '{}',
  default_license text,
  default_contact_id text,
  help_url text,
  help_email text,
  -- For who asks to join: who answers, and when.
  membership_help text,
  -- Editors submit, administrators publish.
  four_eyes boolean not null default false
);
`
