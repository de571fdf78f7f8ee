alter table pipelines
  -- How often somebody has asked that the source begin anew.
  add column resets bigint not null default 0 check (resets >= 0),
  -- How often somebody has asked for a restart of one part, on top of restarts.
  add column source_restarts bigint not null default 0 check (source_restarts >= 0),
  add column destination_restarts bigint not null default 0 check (destination_restarts >= 0),
  add column transform_restarts bigint not null default 0 check (transform_restarts >= 0);
