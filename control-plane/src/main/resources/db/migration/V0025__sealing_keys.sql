-- How often somebody has asked for another sealing key.
alter table installs add column sealing_rotations bigint not null default 0;

-- What the runner says of its keys: for which of these wishes it made the present one, and the ids of the
-- older ones that it still has, apart by a blank.
alter table runners add column sealing_rotation bigint not null default 0;
alter table runners add column older_sealing_keys text not null default '';
grant update (sealing_public_key, sealing_rotation, older_sealing_keys) on runners to millrace_app;
