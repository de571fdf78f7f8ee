create table installs (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  platform text not null,
  network text not null,
  created_at timestamptz not null default now(),
  unique (organization_id, name),
  -- What the tables of an install refer to, so that no row can name another organization's install.
  unique (organization_id, id)
);
alter table installs enable row level security;
alter table installs force row level security;
create policy own on installs to millrace_app
  using (organization_id = current_organization());
create policy system on installs to millrace_system using (true);
grant select, insert, update, delete on installs to millrace_app;
grant select on installs to millrace_system;
