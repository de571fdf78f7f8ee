// The JSON of the REST API as this console reads it. By hand until there is a second reader.

export type State = 'CREATING' | 'RUNNING' | 'DEGRADED' | 'BROKEN' | 'PAUSED' | 'STOPPED';
export type RunState = 'RUNNING' | 'PAUSED' | 'STOPPED';
export type SchemaChanges = 'FOLLOW' | 'HOLD';
export type Deletes = 'HARD' | 'SOFT' | 'IGNORE';
export type Role = 'ADMIN' | 'READ_ONLY';

export type Me = {
  organization: { id: string; name: string };
  principal: { kind: 'API_KEY' | 'SESSION'; id: string; name: string; role: Role };
};

export type Status = { state: State; reason: string; nextStep: string; since: string };

export type Problem = { code: string; what: string; why: string; nextStep: string; since: string };

export type Runner = {
  state: 'CONNECTED' | 'DISCONNECTED' | 'NEVER_CONNECTED';
  since?: string | null;
  version?: string | null;
  host?: string | null;
  residentBytes?: number | null;
  /** CPU time that the runner has used since its start. */
  cpuMillis?: number | null;
  uptimeSeconds?: number | null;
  lastSeenAt?: string | null;
  certificateNotAfter?: string | null;
};

export type Component = {
  name: string;
  version: string;
  status: Status;
  residentBytes: number;
  restarts: number;
  fetchedBytes: number;
  totalBytes: number;
  startedAt?: string | null;
};

export type PipelineTable = { source: string; destination: string; transform?: string | null };

export type MetricSample = {
  measuredAt: string;
  recordsTotal: number;
  recordsPerSecond: number;
  lagRecords: number;
  latencyMillis?: number | null;
  /** Only of what arrived while the page was open. */
  errorsTotal?: number;
};

export type PipelineMetrics = MetricSample & { errorsTotal: number };

/** A pipeline as an install's document shows it: the wish in short, and what is. */
export type Pipeline = {
  name: string;
  source: string;
  destination: string;
  tables: PipelineTable[];
  runState: RunState;
  status: Status;
  metrics?: PipelineMetrics | null;
};

export type Generation = { desired: number; accepted: number; converged: number };

export type Install = {
  id: string;
  name: string;
  platform: string;
  network: string;
  createdAt: string;
  runner: Runner;
  sealingKey: SealingKey | null;
  generation: Generation;
  release: { version: string; digest: string };
  status: Status;
  components: Component[];
  pipelines: Pipeline[];
  problems: Problem[];
};

/** A pipeline as it was wished for, every choice of it. */
export type PipelineWish = {
  name: string;
  source: string;
  destination: string;
  tables: PipelineTable[];
  runState: RunState;
  schemaChanges: SchemaChanges;
  deletes: Deletes;
  tags: string[];
  restarts: number;
};

/** To what secrets are sealed: the runner's public key, in base64. */
export type SealingKey = { keyId: string; publicKey: string };

/** Only the runner whose key this is can open it. All parts in base64. */
export type SealedSecret = { keyId: string; encapsulatedKey: string; ciphertext: string };

export type Connector = {
  name: string;
  type: string;
  config: Record<string, string>;
  secrets: Record<string, SealedSecret>;
};

export type ConnectorRole = 'SOURCE' | 'DESTINATION';
export type Verified = 'END_TO_END' | 'VALIDATED';
export type Plugin = { name: string; version: string; licences: string[] };

export type ConnectorField = {
  name: string;
  title: string;
  kind: 'TEXT' | 'PORT' | 'NUMBER' | 'BOOLEAN' | 'CHOICE';
  required: boolean;
  secret: boolean;
  default?: string | null;
  description?: string | null;
  choices?: string[] | null;
  minimum?: number | null;
  maximum?: number | null;
  group?: string | null;
  advanced?: boolean;
  roles?: ConnectorRole[] | null;
  /** Asked for only while another field has one of these values. */
  when?: { field: string; values: string[] } | null;
};

export type ConnectorType = {
  type: string;
  title: string;
  description: string;
  icon?: string | null;
  docs?: string | null;
  roles: ConnectorRole[];
  verified?: Partial<Record<ConnectorRole, Verified>>;
  plugins?: Partial<Record<ConnectorRole, Plugin[]>>;
  groups?: { name: string; title: string }[];
  fields: ConnectorField[];
};

export type RevisionKind = 'connectors' | 'pipelines';

/** An object as a change left it; no document after a delete. */
export type Revision = {
  revision: number;
  at: string;
  by: { kind: string; name: string };
  action: string;
  document: Record<string, unknown> | null;
};

export type TestStep = { name: string; ok: boolean | null };
export type Finding = { code: string; field?: string | null; what: string; why: string; nextStep: string };
export type TestedTable = { name: string; primaryKey: boolean };

export type ConnectionTest = {
  id: string;
  state: 'WAITING' | 'RUNNING' | 'DONE' | 'EXPIRED';
  steps: TestStep[];
  findings: Finding[];
  tables: TestedTable[];
};

export type ConnectionTestRequest = {
  role: ConnectorRole;
  name: string;
  type: string;
  config: Record<string, string>;
  secrets: Record<string, SealedSecret>;
  tables?: string[];
};

export type FieldError = { field: string; message: string };

export type ProblemDetails = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  nextStep?: string;
  errors?: FieldError[];
};
