alter table pipelines
  add column initial_snapshot text not null default 'ALL' check (initial_snapshot in ('ALL', 'NONE')),
  -- The newest command to read tables again. Its moment tells it from others, so it is done once.
  add column snapshot_at timestamptz,
  add column snapshot_tables text,
  add column snapshot_cancelled boolean not null default false,
  add constraint snapshot_command check ((snapshot_at is null) = (snapshot_tables is null));
