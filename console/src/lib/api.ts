// The JSON of the REST API as this console reads it. By hand until there is a second reader.

import type { ConnectorRole, Deletes } from './catalogue';

export type * from './catalogue';

export type State = 'CREATING' | 'RUNNING' | 'DEGRADED' | 'BROKEN' | 'PAUSED' | 'STOPPED';
export type RunState = 'RUNNING' | 'PAUSED' | 'STOPPED';
export type SchemaChanges = 'FOLLOW' | 'HOLD';
export type TransformChanges = 'REPROCESS' | 'CONTINUE';

/** What a row does that the destination refuses. */
export type BadRows = 'SET_ASIDE' | 'STOP';

/** What is read of a table that is new to the pipeline. */
export type InitialSnapshot = 'ALL' | 'NONE';
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

type TestRow = Record<string, string | null>;
export type TransformTest = {
  name: string;
  given?: Record<string, TestRow[]> | null;
  expected?: TestRow[] | null;
};

export type PipelineTable = {
  source: string;
  destination: string;
  transform?: string | null;
  tests?: TransformTest[] | null;
};

export type PipelineMetrics = {
  measuredAt: string;
  recordsTotal: number;
  recordsPerSecond: number;
  lagRecords: number;
  latencyMillis?: number | null;
  errorsTotal: number;
};

/** How far back a chart goes. */
export type Range = '15m' | '1h' | '24h' | '7d';

/** A step of time: averages, the median of the latency, and the greatest of each. */
export type Sample = {
  startsAt: string;
  measurements: number;
  recordsPerSecond: number;
  peakRecordsPerSecond: number;
  lagRecords: number;
  peakLagRecords: number;
  latencyMillis?: number | null;
  peakLatencyMillis?: number | null;
  errors: number;
};

/** A step in which nothing was measured is not among them. */
export type Samples = { range: Range; stepSeconds: number; samples: Sample[] };

/** A pipeline as an install's document shows it: the wish in short, and what is. */
export type Pipeline = {
  name: string;
  source: string;
  destination: string;
  tables: PipelineTable[];
  runState: RunState;
  status: Status;
  metrics?: PipelineMetrics | null;
  deadLetters?: DeadLetters | null;
  snapshot?: Snapshot | null;
};

export type SnapshotState = 'WAITING' | 'READING' | 'DONE' | 'CANCELLED';

/** How far the reading of tables is that somebody asked for. */
export type Snapshot = {
  at: string;
  state: SnapshotState;
  tables: { name: string; state: SnapshotState }[];
  rows: number;
  percent?: number | null;
  skipped: number;
};

/** What of a pipeline can be restarted by itself. */
export type RestartPart = 'SOURCE' | 'DESTINATION' | 'TRANSFORMS';

/** Rows that the destination refused. A reason names tables, columns and constraints, never a value. */
export type DeadLetters = {
  count: number;
  reasons: { reason: string; count: number }[];
  newestAt: string;
};

/** How a connector fares in the pipelines that use it. */
export type ConnectorUse = {
  name: string;
  state: Exclude<State, 'STOPPED'> | 'UNUSED';
  reason: string;
  nextStep: string;
  pipelines: string[];
  secrets?: { field: string; sealedTo: SealedTo }[];
};

export type TaskKind = 'SOURCE' | 'DESTINATION' | 'TRANSFORM' | 'DELIVERY';

/** A task of a connector in Connect, or a job of Flink. */
export type PipelineTask = { kind: TaskKind; owner: string; number: number; state: State; reason: string };

export type PipelineTopic = {
  name: string;
  partitions: number;
  recordsTotal: number;
  recordsPerSecond: number;
  sizeBytes?: number | null;
  schemas: { subject: string; version: number }[];
};

/** What the runner saw of a pipeline, to its parts. */
export type PipelineParts = { tasks: PipelineTask[]; topics: PipelineTopic[] };

/** A state that a pipeline came into. */
export type PipelineEvent = { at: string; state: State; reason: string; nextStep: string };

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
  connectors: ConnectorUse[];
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
  transformChanges: TransformChanges;
  badRows: BadRows;
  initialSnapshot: InitialSnapshot;
  tags: string[];
  restarts: number;
};

/** To what secrets are sealed: the runner's public key, in base64. */
export type SealingKey = {
  keyId: string;
  publicKey: string;
  /** For which rotation the runner made it; fewer than were asked for while it is to make one. */
  rotation?: number;
  rotations?: number;
  /** With which the runner opens what was sealed before. */
  olderKeyIds?: string[];
};

/** To which of the runner's keys a secret is sealed; one of an unknown key cannot be opened. */
export type SealedTo = 'PRESENT_KEY' | 'OLDER_KEY' | 'UNKNOWN_KEY';

/**
 * Only the runner whose key this is can open it, and only for its place, of which `place` is the digest. Key
 * and ciphertext in base64.
 */
export type SealedSecret = { keyId: string; encapsulatedKey: string; ciphertext: string; place: string };

export type Connector = {
  name: string;
  type: string;
  config: Record<string, string>;
  secrets: Record<string, SealedSecret>;
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

export type TransformPreview = {
  id: string;
  state: 'WAITING' | 'DONE' | 'EXPIRED';
  problem?: { what: string; why: string; nextStep: string } | null;
  columns: { name: string; type: string }[];
  tests: { name: string; passed: boolean; failure?: string | null }[];
  sample?: { read: number; made: number; whole: boolean } | null;
};

export type TransformPreviewRequest = {
  pipeline: string;
  source: string;
  table: string;
  transform: string;
  tests: TransformTest[];
  inputs: string[];
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
