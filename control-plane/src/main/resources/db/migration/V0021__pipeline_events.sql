-- What became of pipelines: a row for each state that one came into, the newest few hundred of each.
create table pipeline_events (
  install_id text not null,
  organization_id text not null,
  pipeline text not null,
  number bigint generated always as identity,
  at timestamptz not null default now(),
  state text not null,
  reason text not null,
  next_step text not null,
  primary key (install_id, pipeline, number),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on pipeline_events (at);
create index on pipeline_events (organization_id);
alter table pipeline_events enable row level security;
alter table pipeline_events force row level security;
create policy own on pipeline_events for select to millrace_app
  using (organization_id = current_organization());
create policy system on pipeline_events to millrace_system using (true);
grant select on pipeline_events to millrace_app;
grant select, insert, delete on pipeline_events to millrace_system;
