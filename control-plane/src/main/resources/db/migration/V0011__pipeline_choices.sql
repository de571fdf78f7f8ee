alter table pipelines
  drop constraint pipelines_run_state_check,
  add constraint pipelines_run_state_check check (run_state in ('RUNNING', 'PAUSED', 'STOPPED')),
  add column schema_changes text not null default 'FOLLOW'
    check (schema_changes in ('FOLLOW', 'HOLD')),
  add column deletes text not null default 'HARD' check (deletes in ('HARD', 'SOFT', 'IGNORE')),
  add column restarts bigint not null default 0,
  -- For people: a list of words, as JSON.
  add column tags text not null default '[]';
