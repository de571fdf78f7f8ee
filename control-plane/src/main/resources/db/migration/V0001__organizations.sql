-- The roles that the application takes on in its transactions. They are the server's, not the
-- database's, so another Millrace in the same server may have made them already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'millrace_app') then
    create role millrace_app nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'millrace_system') then
    create role millrace_system nologin nosuperuser nobypassrls;
  end if;
  execute format('grant millrace_app, millrace_system to %I', current_user);
end
$$;

do $$
begin
  execute format('grant usage on schema %I to millrace_app, millrace_system', current_schema());
end
$$;

-- The organization that the present transaction acts for; null outside of one, which equals nothing.
create function current_organization() returns text
  language sql stable
  return nullif(current_setting('millrace.organization', true), '');

create table organizations (
  id text primary key,
  name text not null unique check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  created_at timestamptz not null default now()
);
alter table organizations enable row level security;
alter table organizations force row level security;
create policy own on organizations to millrace_app using (id = current_organization());
create policy system on organizations to millrace_system using (true);
grant select on organizations to millrace_app;
grant select, insert on organizations to millrace_system;

create type role as enum ('ADMIN', 'READ_ONLY');

-- A key is mr_<id>_<secret>. The secret has 160 random bits, so its plain SHA-256 is enough.
create table api_keys (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  name text not null,
  role role not null,
  secret_hash bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on api_keys (organization_id);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy own on api_keys to millrace_app
  using (organization_id = current_organization());
create policy system on api_keys to millrace_system using (true);
grant select, insert, update on api_keys to millrace_app;
grant select, insert on api_keys to millrace_system;

-- A browser's. The cookie holds a token of which only the hash is here.
create table sessions (
  id text primary key,
  organization_id text not null references organizations on delete cascade,
  api_key_id text not null references api_keys on delete cascade,
  name text not null,
  role role not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on sessions (organization_id);
create index on sessions (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy own on sessions to millrace_app
  using (organization_id = current_organization());
create policy system on sessions to millrace_system using (true);
grant select, insert, delete on sessions to millrace_app;
grant select, delete on sessions to millrace_system;

-- A link that opens the console once.
create table console_links (
  code_hash bytea primary key,
  organization_id text not null references organizations on delete cascade,
  api_key_id text not null references api_keys on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on console_links (organization_id);
alter table console_links enable row level security;
alter table console_links force row level security;
create policy own on console_links to millrace_app
  using (organization_id = current_organization());
create policy system on console_links to millrace_system using (true);
grant select, insert on console_links to millrace_app;
grant select, delete on console_links to millrace_system;
