// Installs in every state that the console has to show, with figures that move. For development,
// for the tests, and for the screenshots.

import { MANY_CONNECTORS, manyPipelines, typeOfMany } from './fake-many.mjs';

/** @typedef {import('../src/lib/api').Install} Install */
/** @typedef {import('../src/lib/api').Samples} Samples */
/** @typedef {import('../src/lib/api').Status} Status */
/** @typedef {import('../src/lib/api').Component} Component */

const MIB = 1024 * 1024;
const MINUTE = 60_000;

/** @type {[name: string, version: string, residentMebibytes: number, totalMebibytes: number][]} */
const COMPONENTS = [
  ['kafka', '4.3.1', 341, 118],
  ['schema-registry', '3.3.3', 212, 96],
  ['connect', '4.3.1', 438, 187],
  ['flink-jobmanager', '2.3.0', 286, 212],
  ['flink-taskmanager', '2.3.0', 402, 212],
  ['flink-sql-gateway', '2.3.0', 174, 212],
];

/** A real public key, so that the browser can seal to it; nobody has kept the private one. */
const SEALING_KEY = { keyId: 'k1', publicKey: 'ZZFCWgpb4r0mkq0NoUDK/K+MSDTpDAkz+pF4F4GEwBo=' };

const SEALED = { keyId: 'k1', encapsulatedKey: 'AAAA', ciphertext: 'AAAA', place: 'sha256:00' };

const TRANSFORM = `SELECT id, customer_id, UPPER(currency) AS currency,
       CAST(amount * 100 AS BIGINT) AS amount_cents, -- no floating money
       CASE WHEN status = 'paid' THEN TRUE ELSE FALSE END AS paid,
       updated_at
FROM orders
WHERE status <> 'draft'`;

/** @param {number} time */
export const iso = (time) => new Date(time).toISOString();

/**
 * @param {import('../src/lib/api').State} state
 * @param {number} since
 * @returns {Status}
 */
export const status = (state, since, reason = '', nextStep = '') => ({
  state,
  reason,
  nextStep,
  since: iso(since),
});

/** A smooth figure that never repeats within an hour. @param {number} time */
function wave(time) {
  const seconds = time / 1000;
  return (
    0.5 + 0.24 * Math.sin(seconds / 41) + 0.14 * Math.sin(seconds / 13.7) + 0.08 * Math.sin(seconds / 3.1)
  );
}

/**
 * @param {number} time
 * @returns {Omit<import('../src/lib/api').PipelineMetrics, 'errorsTotal'>}
 */
export function sampleAt(time) {
  const rate = 700 + 900 * wave(time);
  const burst = Math.max(0, Math.sin(time / 97_000) - 0.86) * 14_000;
  return {
    measuredAt: iso(time),
    recordsTotal: 1_204_331 + Math.floor((time % 100_000_000) / 1000) * 11,
    recordsPerSecond: Number(rate.toFixed(1)),
    lagRecords: Math.round(burst + 9 * wave(time * 3)),
    latencyMillis: Number((62 + 55 * wave(time * 1.7) + burst / 9).toFixed(1)),
  };
}

/**
 * @param {number} startedAt
 * @returns {Component[]}
 */
function components(startedAt) {
  return COMPONENTS.map(([name, version, resident, total], index) => ({
    name,
    version,
    status: status('RUNNING', startedAt + index * 900),
    residentBytes: resident * MIB,
    restarts: 0,
    fetchedBytes: total * MIB,
    totalBytes: total * MIB,
    startedAt: iso(startedAt + index * 900),
  }));
}

/**
 * @param {number} now
 * @param {number} startedAt
 * @returns {Install}
 */
function fine(now, startedAt) {
  return {
    id: 'fine',
    name: 'local',
    platform: 'local',
    network: 'existing',
    createdAt: iso(startedAt - 40 * MINUTE),
    runner: {
      state: 'CONNECTED',
      since: iso(startedAt - 4000),
      version: '0.1.0',
      host: 'build-7',
      residentBytes: 81.4 * MIB,
      cpuMillis: 9_200 + (now - startedAt) * 0.004,
      uptimeSeconds: (now - startedAt) / 1000 + 4,
      lastSeenAt: iso(now - 800),
      certificateNotAfter: iso(startedAt + 24 * 60 * MINUTE),
    },
    sealingKey: { ...SEALING_KEY },
    generation: { desired: 7, accepted: 7, converged: 7 },
    release: { version: '0.1.0', digest: 'sha256:5f2c…' },
    status: status('RUNNING', startedAt),
    components: components(startedAt),
    pipelines: [
      {
        name: 'orders',
        source: 'orders-source',
        destination: 'orders-destination',
        tables: [{ source: 'public.orders', destination: 'public.orders', transform: TRANSFORM }],
        runState: 'RUNNING',
        status: status('RUNNING', startedAt + 6000),
        metrics: { ...sampleAt(now), errorsTotal: 0 },
      },
    ],
    connectors: [],
    problems: [],
  };
}

/** How long before the start of the fake things happened, so that they grow older as real ones do. */
const HISTORY = 125 * MINUTE;

/** @type {Record<string, (install: Install, now: number, startedAt: number) => void>} */
const SCENARIOS = {
  fine: () => {},
  starting: (install, now, startedAt) => {
    const since = startedAt + HISTORY - 14_000;
    const progress = ((now - startedAt) / 60_000) % 1;
    install.status = status('CREATING', since, 'Fetching the release: 3 of 6 components are running.');
    install.generation = { desired: 1, accepted: 1, converged: 0 };
    install.components.forEach((component, index) => {
      component.startedAt = index < 3 ? iso(since + index * 1300) : null;
      if (index < 3) {
        component.status.since = iso(since + index * 1300);
        return;
      }
      component.residentBytes = 0;
      component.status = status(
        'CREATING',
        since,
        index === 3 ? 'Fetching artifacts.' : 'Waits for flink-jobmanager.',
      );
      if (index === 3) {
        component.fetchedBytes = Math.floor(component.totalBytes * progress);
      }
    });
    for (const pipeline of install.pipelines) {
      pipeline.status = status('CREATING', since, 'Waits for Flink.');
      pipeline.metrics = null;
    }
  },
  'component-broken': (install, _now, startedAt) => {
    const since = startedAt + HISTORY - 95_000;
    const why =
      'connect left with exit code 137 five times in two minutes: its memory limit of 512 MiB was reached.';
    const next =
      'Free memory on the machine, then run ./millrace up. ./millrace logs connect shows its last words.';
    install.status = status('BROKEN', since, 'Component connect does not stay up.', next);
    install.generation = { desired: 8, accepted: 8, converged: 7 };
    for (const component of install.components) {
      if (component.name === 'connect') {
        component.status = status('BROKEN', since, why, next);
        component.residentBytes = 0;
        component.restarts = 5;
        component.startedAt = null;
      }
      if (component.name === 'flink-taskmanager') {
        component.status = status(
          'DEGRADED',
          since + 30_000,
          'Answers slowly: 4.1 s for the last health check.',
        );
        component.restarts = 1;
      }
    }
    for (const pipeline of install.pipelines) {
      pipeline.status = status('BROKEN', since, 'Connect is down, so that nothing is read or written.', next);
      pipeline.metrics = { ...sampleAt(since), recordsPerSecond: 0, latencyMillis: null, errorsTotal: 3 };
    }
    install.problems = [
      {
        code: 'disk-nearly-full',
        what: 'The disk of build-7 is nearly full',
        why: '1.2 GiB of 80 GiB are left under /home/demo/.millrace. Kafka stops at 512 MiB.',
        nextStep: 'Free space there, or move it: ./millrace up --home /data/millrace.',
        since: iso(since - 200_000),
      },
    ];
  },
  'pipeline-broken': (install, now, startedAt) => {
    const since = startedAt + HISTORY - 42_000;
    const why =
      'The source orders-source at 127.0.0.1:9733 runs with wal_level=replica; change data capture needs logical.';
    const next =
      "Run ALTER SYSTEM SET wal_level = 'logical' on it and restart it. The pipeline goes on by itself.";
    install.status = status('DEGRADED', since, 'Pipeline orders is broken.', next);
    install.generation = { desired: 9, accepted: 9, converged: 8 };
    for (const pipeline of install.pipelines) {
      pipeline.status = status('BROKEN', since, why, next);
      pipeline.metrics = {
        ...sampleAt(now),
        recordsPerSecond: 0,
        lagRecords: 0,
        latencyMillis: null,
        errorsTotal: 12,
      };
    }
    install.problems = [
      { code: 'source-wal-level', what: 'The source cannot be read', why, nextStep: next, since: iso(since) },
    ];
  },
  'runner-gone': (install, _now, startedAt) => {
    const since = startedAt + HISTORY - 4 * MINUTE;
    install.runner.state = 'DISCONNECTED';
    install.runner.since = iso(since);
    install.runner.lastSeenAt = iso(since - 2000);
    install.status = status(
      'DEGRADED',
      since,
      'The runner is not connected, so that nothing newer is known.',
      'Run ./millrace status on its machine.',
    );
    for (const pipeline of install.pipelines) {
      pipeline.metrics = { ...sampleAt(since), errorsTotal: 0 };
    }
  },
  'set-aside': (install, _now, startedAt) => {
    const since = startedAt + HISTORY - 2 * MINUTE;
    for (const pipeline of install.pipelines) {
      pipeline.status = status(
        'DEGRADED',
        since,
        '7 rows are set aside, as the destination db:5432/shop refused them.',
        `Mend the destination or the rows in the source, then: ./millrace pipeline dead-letters ${pipeline.name} --replay.`,
      );
      pipeline.deadLetters = {
        count: 7,
        reasons: [
          {
            reason: 'public.orders: it breaks a check constraint "amount_positive" (SQLSTATE 23514)',
            count: 5,
          },
          {
            reason: 'public.orders: a value is missing that the table wants "email" (SQLSTATE 23502)',
            count: 2,
          },
        ],
        newestAt: iso(since),
      };
      pipeline.snapshot = {
        at: iso(since),
        state: 'READING',
        tables: pipeline.tables.map(({ source }) => ({ name: source, state: 'READING' })),
        rows: 48_200,
        percent: 37.5,
        skipped: 0,
      };
    }
  },
  paused: (install, now, startedAt) => {
    for (const pipeline of install.pipelines) {
      pipeline.runState = 'PAUSED';
      pipeline.status = status('PAUSED', startedAt + HISTORY - 3 * MINUTE, 'Paused by demo-admin.');
      pipeline.metrics = {
        ...sampleAt(now),
        recordsPerSecond: 0,
        lagRecords: 0,
        latencyMillis: null,
        errorsTotal: 0,
      };
    }
  },
  several: (install, now, startedAt) => {
    install.name = 'shop-eu';
    const [orders] = install.pipelines;
    if (orders) {
      install.pipelines.push({
        name: 'catalogue-and-everything-else-of-the-shop',
        source: 'shop-production-replica',
        destination: 'warehouse',
        tables: [
          { source: 'public.products', destination: 'shop.products' },
          { source: 'public.prices', destination: 'shop.prices', transform: 'SELECT id, price FROM prices' },
          { source: 'inventory.stock_levels_by_warehouse', destination: 'shop.stock', transform: null },
        ],
        runState: 'RUNNING',
        status: status(
          'DEGRADED',
          startedAt,
          'Lag grows: the destination takes 412 rows/s, the source makes 530.',
        ),
        metrics: { ...sampleAt(now), lagRecords: 184_220, latencyMillis: 348_000, errorsTotal: 0 },
      });
    }
  },
  many: (install, now, startedAt) => {
    install.name = 'factory';
    install.pipelines = manyPipelines(now, startedAt);
  },
  empty: (install) => {
    install.pipelines = [];
  },
  'no-runner': (install, _now, startedAt) => {
    install.pipelines = [];
    install.components = [];
    install.generation = { desired: 1, accepted: 0, converged: 0 };
    install.status = status(
      'CREATING',
      startedAt + HISTORY - 20_000,
      'No runner has connected yet.',
      'Run ./millrace up on its machine.',
    );
    install.runner = {
      state: 'NEVER_CONNECTED',
      since: null,
      version: null,
      host: null,
      residentBytes: null,
      cpuMillis: null,
      uptimeSeconds: null,
      lastSeenAt: null,
      certificateNotAfter: null,
    };
  },
};

export const SCENARIO_NAMES = Object.keys(SCENARIOS);

/**
 * @param {string} id a scenario's name
 * @param {number} now
 * @param {number} startedAt
 * @returns {Install}
 */
export function installAt(id, now, startedAt = now - HISTORY) {
  const change = SCENARIOS[id];
  if (!change) {
    throw new Error(`No scenario ${id}`);
  }
  const install = fine(now, startedAt);
  install.id = id;
  install.name = id === 'fine' ? 'local' : id;
  change(install, now, startedAt);
  install.connectors = usesOf(
    connectorsOf(id).map(({ name }) => name),
    install.pipelines,
  );
  return install;
}

/**
 * @param {string[]} connectors
 * @param {Install['pipelines']} pipelines
 * @returns {Install['connectors']}
 */
export function usesOf(connectors, pipelines) {
  return connectors.map((name) => {
    const users = pipelines.filter(({ source, destination }) => [source, destination].includes(name));
    const trouble = users.find(({ source, status: { state, reason } }) => {
      const own = reason.startsWith(source === name ? 'The source ' : 'The destination ');
      return own && (state === 'BROKEN' || state === 'DEGRADED');
    });
    const state = trouble ? trouble.status.state : (users[0]?.status.state ?? 'UNUSED');
    const told = { reason: trouble?.status.reason ?? '', nextStep: trouble?.status.nextStep ?? '' };
    const known = state === 'STOPPED' ? 'PAUSED' : !trouble && state === 'BROKEN' ? 'RUNNING' : state;
    return { name, state: known, ...told, pipelines: users.map((each) => each.name) };
  });
}

/**
 * What runs for a pipeline.
 *
 * @param {Install['pipelines'][number]} pipeline
 * @returns {import('../src/lib/api').PipelineParts}
 */
export function partsOf({ name, tables, status: { state, reason }, metrics }) {
  if (state === 'CREATING' || state === 'STOPPED') {
    return { tasks: [], topics: [] };
  }
  const broken = state === 'BROKEN' ? 'It does not work: it refuses the password.' : '';
  const perSecond = metrics?.recordsPerSecond ?? 0;
  const topic = (/** @type {string} */ topicName) => ({
    name: topicName,
    partitions: 1,
    recordsTotal: 1_204_331,
    recordsPerSecond: perSecond,
    sizeBytes: 48_211_902,
    schemas: [
      { subject: `${topicName}-key`, version: 1 },
      { subject: `${topicName}-value`, version: 3 },
    ],
  });
  const transformed = tables.filter(({ transform }) => transform);
  return {
    tasks: [
      {
        kind: 'SOURCE',
        owner: `millrace.${name}.source`,
        number: 0,
        state: broken ? 'BROKEN' : state,
        reason: broken && reason ? broken : '',
      },
      ...transformed.map(({ source }) => ({
        kind: /** @type {const} */ ('TRANSFORM'),
        owner: `millrace.${name}.${source}`,
        number: 0,
        state: /** @type {const} */ ('RUNNING'),
        reason: '',
      })),
      {
        kind: 'DESTINATION',
        owner: `millrace.${name}.destination`,
        number: 0,
        state: broken ? 'RUNNING' : state,
        reason: '',
      },
    ],
    topics: tables.flatMap(({ source, transform }) =>
      [`${name}.${source}`, ...(transform ? [`${name}.${source}.transformed`] : [])].map(topic),
    ),
  };
}

/**
 * @param {Install['pipelines'][number]} pipeline
 * @returns {import('../src/lib/api').PipelineEvent[]}
 */
export function eventsOf({ status: { state, reason, nextStep, since } }) {
  const before = (/** @type {number} */ minutes) => iso(Date.parse(since) - minutes * MINUTE);
  /** @type {import('../src/lib/api').PipelineEvent[]} */
  const earlier = [
    { at: before(41), state: 'RUNNING', reason: '', nextStep: '' },
    {
      at: before(43),
      state: 'DEGRADED',
      reason: 'The source 127.0.0.1:9733/shop does not work: it does not accept connections.',
      nextStep: 'Start it again.',
    },
    { at: before(1_800), state: 'RUNNING', reason: '', nextStep: '' },
    {
      at: before(1_801),
      state: 'CREATING',
      reason: 'Source and destination are being looked at.',
      nextStep: '',
    },
  ];
  return state === 'RUNNING' ? earlier : [{ at: since, state, reason, nextStep }, ...earlier];
}

/** How far back, and in which steps, in seconds. */
const RANGES = {
  '15m': [900, 10],
  '1h': [3_600, 10],
  '24h': [86_400, 120],
  '7d': [604_800, 900],
};

/**
 * What a pipeline's figures were, with outages in them.
 *
 * @param {string} id
 * @param {number} now
 * @param {number} startedAt
 * @param {keyof typeof RANGES} range
 * @returns {Samples}
 */
export function historyAt(id, now, startedAt = now - HISTORY, range = '15m') {
  const [length = 0, stepSeconds = 0] = RANGES[range] ?? RANGES['15m'];
  const step = stepSeconds * 1000;
  const boot = startedAt + HISTORY;
  const last = { 'component-broken': boot - 95_000, 'runner-gone': boot - 4 * MINUTE }[id] ?? now;
  const stillFrom = { 'pipeline-broken': boot - 42_000, paused: boot - 3 * MINUTE }[id] ?? Infinity;
  const samples = [];
  for (let time = Math.ceil((now - length * 1000) / step) * step; time <= last; time += step) {
    const outage = time > boot - 7 * MINUTE && time < boot - 6.2 * MINUTE;
    const night = time > boot - 20 * 60 * MINUTE && time < boot - 16 * 60 * MINUTE;
    if (!outage && !night) {
      samples.push(stepAt(time, stepSeconds, time > stillFrom));
    }
  }
  return { range, stepSeconds, samples: id === 'starting' ? [] : samples };
}

/**
 * @param {number} time
 * @param {number} stepSeconds
 * @param {boolean} still
 */
function stepAt(time, stepSeconds, still) {
  const { recordsPerSecond, lagRecords, latencyMillis = 0 } = sampleAt(time);
  const spread = 1 + Math.log10(stepSeconds) / 4;
  const [rate, lag, latency] = still ? [0, 0, null] : [recordsPerSecond, lagRecords, latencyMillis];
  return {
    startsAt: iso(time),
    measurements: stepSeconds / 2,
    recordsPerSecond: rate,
    peakRecordsPerSecond: rate * spread,
    lagRecords: lag,
    peakLagRecords: lag * spread,
    latencyMillis: latency,
    peakLatencyMillis: latency === null ? null : latency * spread,
    errors: Math.floor(time / 1000 / stepSeconds) % 61 === 0 ? 2 : 0,
  };
}

/**
 * @param {string} id a scenario's name
 * @returns {import('../src/lib/api').Connector[]}
 */
export function connectorsOf(id) {
  if (id === 'empty' || id === 'no-runner') {
    return [];
  }
  if (id === 'many') {
    return MANY_CONNECTORS.map((name, index) => {
      const type = typeOfMany(name);
      return type === 'iceberg'
        ? { name, type, config: { catalog: 'rest', uri: 'http://lake.internal:8181/' }, secrets: {} }
        : { ...postgres(name, `db-${index % 7}.internal`, name), type };
    });
  }
  const own = [
    postgres('orders-source', '127.0.0.1', 'shop'),
    postgres('orders-destination', '127.0.0.1', 'warehouse'),
  ];
  return id === 'several'
    ? [
        ...own,
        postgres('shop-production-replica', 'replica.shop.example', 'shop'),
        postgres('warehouse', 'dwh.example', 'dwh'),
      ]
    : own;
}

/**
 * @param {string} name
 * @param {string} hostname
 * @param {string} database
 */
function postgres(name, hostname, database) {
  return {
    name,
    type: 'postgres',
    config: { hostname, port: '9733', database, username: 'millrace' },
    secrets: { password: SEALED },
  };
}
