// The JSON of the REST API as this console reads it. By hand until there is a second reader.

export type State = 'CREATING' | 'RUNNING' | 'DEGRADED' | 'BROKEN' | 'PAUSED' | 'STOPPED';
export type RunState = 'RUNNING' | 'PAUSED';
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
};

export type PipelineMetrics = MetricSample & { errorsTotal: number };

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
  sealingKey: { keyId: string; publicKey: string } | null;
  generation: Generation;
  release: { version: string; digest: string };
  status: Status;
  components: Component[];
  pipelines: Pipeline[];
  problems: Problem[];
};

/** Never holds a secret: those are sealed and only carried. */
export type Connector = { name: string; type: string; config: Record<string, string | number | boolean> };

export type ProblemDetails = {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  nextStep?: string;
  errors?: { field: string; message: string }[];
};
