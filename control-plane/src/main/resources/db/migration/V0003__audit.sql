-- Append-only: nobody who can change the rest can change this. Each entry holds the hash of the one
-- before, so that a gap or an edit made past this database's rules shows as well.
create table audit_entries (
  organization_id text not null references organizations on delete cascade,
  sequence bigint not null,
  at timestamptz not null,
  principal_kind text not null,
  principal_id text not null,
  principal_name text not null,
  action text not null,
  target text not null,
  before text,
  after text,
  previous_hash text not null,
  hash text not null,
  primary key (organization_id, sequence)
);
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy own on audit_entries to millrace_app
  using (organization_id = current_organization());
grant select, insert on audit_entries to millrace_app;
