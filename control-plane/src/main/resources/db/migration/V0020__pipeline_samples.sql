-- Figures of pipelines over time, in steps of 10 seconds, 2 minutes and 15 minutes. A coarse step is
-- made of the fine ones when it is over; each kind is kept for as long as a chart of it is wide, so a
-- pipeline has about 1,800 rows at most. A step in which nothing was measured has no row.
create table pipeline_samples (
  install_id text not null,
  organization_id text not null,
  pipeline text not null,
  step_seconds integer not null check (step_seconds in (10, 120, 900)),
  starts_at timestamptz not null,
  measurements bigint not null,
  records_per_second double precision not null,
  peak_records_per_second double precision not null,
  lag_records double precision not null,
  peak_lag_records double precision not null,
  latency_millis double precision,
  peak_latency_millis double precision,
  errors bigint not null,
  primary key (install_id, pipeline, step_seconds, starts_at),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on pipeline_samples (step_seconds, starts_at);
create index on pipeline_samples (organization_id);
alter table pipeline_samples enable row level security;
alter table pipeline_samples force row level security;
create policy own on pipeline_samples for select to millrace_app
  using (organization_id = current_organization());
create policy system on pipeline_samples to millrace_system using (true);
grant select on pipeline_samples to millrace_app;
grant select, insert, update, delete on pipeline_samples to millrace_system;

-- What a runner reports of a pipeline that nobody wished for is not kept.
create policy system on pipelines for select to millrace_system using (true);
grant select (install_id, organization_id, name) on pipelines to millrace_system;
