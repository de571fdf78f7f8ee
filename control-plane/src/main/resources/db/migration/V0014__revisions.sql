-- What a connector or pipeline was after each of its changes, written in the change's own transaction.
-- `document` is the object as the API has it, null once it is deleted; a name that is used again goes
-- on counting, so that a number never means two things.
create table revisions (
  install_id text not null,
  organization_id text not null,
  kind text not null check (kind in ('CONNECTOR', 'PIPELINE')),
  name text not null,
  revision bigint not null,
  at timestamptz not null,
  principal_kind text not null,
  principal_name text not null,
  action text not null,
  document text,
  primary key (install_id, kind, name, revision),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on revisions (organization_id);
alter table revisions enable row level security;
alter table revisions force row level security;
create policy own on revisions to millrace_app
  using (organization_id = current_organization());
grant select, insert on revisions to millrace_app;

-- Answers to requests that bore an Idempotency-Key. `status` is null while the first is under way.
create table idempotency_keys (
  organization_id text not null references organizations on delete cascade,
  principal_id text not null,
  key text not null,
  request text not null,
  created_at timestamptz not null default now(),
  status bigint,
  etag text,
  media_type text,
  body text,
  primary key (organization_id, principal_id, key)
);
create index on idempotency_keys (organization_id, created_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy own on idempotency_keys to millrace_app
  using (organization_id = current_organization());
grant select, insert, update, delete on idempotency_keys to millrace_app;
