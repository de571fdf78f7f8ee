-- Documents of releases, by their digest. They belong to nobody: every organization may use them.
create table releases (
  digest text primary key,
  version text not null,
  document bytea not null,
  created_at timestamptz not null default now()
);
alter table releases enable row level security;
alter table releases force row level security;
create policy everybody on releases for select to millrace_app using (true);
create policy system on releases to millrace_system using (true);
grant select on releases to millrace_app;
grant select, insert on releases to millrace_system;

-- `config` holds nothing secret; `secrets` only what is sealed to the install's runner.
create table connectors (
  install_id text not null,
  organization_id text not null,
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  type text not null,
  config text not null,
  secrets text not null,
  changed_at timestamptz not null default now(),
  primary key (install_id, name),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
alter table connectors enable row level security;
alter table connectors force row level security;
create policy own on connectors to millrace_app
  using (organization_id = current_organization());
grant select, insert, update, delete on connectors to millrace_app;

create table pipelines (
  install_id text not null,
  organization_id text not null,
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  source text not null,
  destination text not null,
  tables text not null,
  run_state text not null check (run_state in ('RUNNING', 'PAUSED')),
  changed_at timestamptz not null default now(),
  primary key (install_id, name),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade,
  foreign key (install_id, source) references connectors (install_id, name),
  foreign key (install_id, destination) references connectors (install_id, name)
);
alter table pipelines enable row level security;
alter table pipelines force row level security;
create policy own on pipelines to millrace_app
  using (organization_id = current_organization());
grant select, insert, update, delete on pipelines to millrace_app;

-- Every DesiredState that was ever signed, newest last. `content` is the digest of what it says apart
-- from its generation, so that a wish that changes nothing makes no new generation.
create table desired_states (
  install_id text not null,
  organization_id text not null,
  generation bigint not null,
  content text not null,
  release_digest text not null references releases,
  envelope bytea not null,
  issued_at timestamptz not null,
  primary key (install_id, generation),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
alter table desired_states enable row level security;
alter table desired_states force row level security;
create policy own on desired_states to millrace_app
  using (organization_id = current_organization());
create policy system on desired_states to millrace_system using (true);
grant select, insert on desired_states to millrace_app;
grant select on desired_states to millrace_system;
