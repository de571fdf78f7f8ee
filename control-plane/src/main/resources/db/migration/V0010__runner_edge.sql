-- One-time tokens, of which only the hash is here. `used_by` is the digest of the key that a token was
-- traded for: the same key may trade it again until it expires, as an answer can be lost.
create table enrolment_tokens (
  token_hash bytea primary key,
  organization_id text not null,
  install_id text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_by text,
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on enrolment_tokens (install_id);
alter table enrolment_tokens enable row level security;
alter table enrolment_tokens force row level security;
create policy own on enrolment_tokens to millrace_app
  using (organization_id = current_organization());
create policy system on enrolment_tokens to millrace_system using (true);
grant select, insert on enrolment_tokens to millrace_app;
grant select, update, delete on enrolment_tokens to millrace_system;

-- The runner of an install, as it was last known.
create table runners (
  install_id text primary key,
  organization_id text not null,
  sealing_public_key bytea not null,
  certificate_not_after timestamptz not null,
  -- Certificates issued before this are refused: set at each enrolment, so a stolen one ends with it.
  certificates_valid_from timestamptz not null,
  revoked_at timestamptz,
  version text not null default '',
  host text not null default '',
  connected boolean not null default false,
  changed_at timestamptz not null default now(),
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on runners (organization_id);
alter table runners enable row level security;
alter table runners force row level security;
create policy own on runners to millrace_app using (organization_id = current_organization());
create policy system on runners to millrace_system using (true);
grant select on runners to millrace_app;
grant update (revoked_at) on runners to millrace_app;
grant select, insert, update on runners to millrace_system;

-- What a runner saw last, written when it says something new and not for figures alone.
create table observed_states (
  install_id text primary key,
  organization_id text not null,
  accepted_generation bigint not null,
  converged_generation bigint not null,
  document bytea not null,
  observed_at timestamptz not null,
  foreign key (organization_id, install_id) references installs (organization_id, id) on delete cascade
);
create index on observed_states (organization_id);
alter table observed_states enable row level security;
alter table observed_states force row level security;
create policy own on observed_states to millrace_app
  using (organization_id = current_organization());
create policy system on observed_states to millrace_system using (true);
grant select on observed_states to millrace_app;
grant select, insert, update on observed_states to millrace_system;
