alter table pipelines
  add column bad_rows text not null default 'SET_ASIDE' check (bad_rows in ('SET_ASIDE', 'STOP')),
  -- The newest command about dead letters. It names a moment, so it can be carried out twice.
  add column dead_letters_action text check (dead_letters_action in ('REPLAY', 'DISCARD')),
  add column dead_letters_until timestamptz,
  add constraint dead_letters_command
    check ((dead_letters_action is null) = (dead_letters_until is null));
