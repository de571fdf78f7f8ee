alter table pipelines
  add column transform_changes text not null default 'REPROCESS'
    check (transform_changes in ('REPROCESS', 'CONTINUE'));

-- Things that somebody waits for, done once by the runner: connections to be tried, transforms to be
-- previewed. `content` is the wish as JSON, with secrets only as sealed. An errand is a part of the
-- DesiredState for a minute, and is deleted after five.
create table errands (
  id text primary key,
  install_id text not null,
  organization_id text not null,
  kind text not null check (kind in ('CONNECTION_TEST', 'TRANSFORM_PREVIEW')),
  content text not null,
  created_at timestamptz not null default now(),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on errands (install_id);
create index on errands (organization_id);
alter table errands enable row level security;
alter table errands force row level security;
create policy own on errands to millrace_app
  using (organization_id = current_organization());
create policy system on errands to millrace_system using (true);
grant select, insert, delete on errands to millrace_app;
grant select on errands to millrace_system;
drop table connection_tests;
