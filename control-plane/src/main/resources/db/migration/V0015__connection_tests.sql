-- Connections that somebody wants to have tried. `connector` holds secrets only as sealed. A test is a
-- part of the wish for a minute, and is deleted after five.
create table connection_tests (
  id text primary key,
  install_id text not null,
  organization_id text not null,
  role text not null check (role in ('SOURCE', 'DESTINATION')),
  connector text not null,
  tables text not null,
  created_at timestamptz not null default now(),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on connection_tests (install_id);
create index on connection_tests (organization_id);
alter table connection_tests enable row level security;
alter table connection_tests force row level security;
create policy own on connection_tests to millrace_app
  using (organization_id = current_organization());
create policy system on connection_tests to millrace_system using (true);
grant select, insert, delete on connection_tests to millrace_app;
grant select on connection_tests to millrace_system;
