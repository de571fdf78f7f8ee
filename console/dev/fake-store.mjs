// The wishes of one install in the fake: connectors and pipelines that can be made, changed, rolled
// back and deleted, each change a revision; and connection tests that tick.

import { CONNECTOR_TYPES } from './fake-catalogue.mjs';
import {
  connectorsOf,
  eventsOf,
  historyAt,
  installAt,
  partsOf,
  sampleAt,
  status,
  usesOf,
} from './fake-installs.mjs';

/** @typedef {import('../src/lib/api').Connector} Connector */
/** @typedef {import('../src/lib/api').PipelineWish} Wish */
/** @typedef {import('../src/lib/api').Revision} Revision */
/** @typedef {import('../src/lib/api').RevisionKind} Kind */
/** @typedef {{ method: string, path: string, search?: string, body?: any, ifNoneMatch?: boolean }} Call */
/** @typedef {{ status: number, value?: unknown, etag?: string }} Answer */

const TABLES = ['customers', 'invoices', 'order_items', 'orders', 'products', 'sessions'];
const PREVIEW = {
  id: 'tp1',
  state: 'DONE',
  problem: null,
  columns: [
    { name: 'id', type: 'BIGINT' },
    { name: 'status', type: 'STRING' },
    { name: 'tax', type: 'DECIMAL(12, 2)' },
  ],
  tests: [
    { name: 'keeps the rule', passed: true, failure: null },
    { name: 'no tax abroad', passed: false, failure: 'Expected {tax: 0.00}, and it made {tax: 4.40}.' },
  ],
  sample: { read: 1000, made: 982, whole: false },
};

const STEPS = ['REACHABLE', 'LOGIN', 'PRIVILEGES', 'REPLICATION', 'PRIMARY_KEYS'];

export class FakeStore {
  /** @type {Map<string, Record<string, any>>} */
  #documents = new Map();
  /** @type {Map<string, Revision[]>} */
  #revisions = new Map();
  /** @type {Map<string, { at: number, request: any }>} */
  #tests = new Map();
  /** @type {Map<string, number>} */
  #changedAt = new Map();
  #changes = 0;
  #rotations = 0;

  /**
   * @param {string} id a scenario's name
   * @param {number} [startedAt]
   * @param {number} [stepMillis] how long one step of a connection test takes
   * @param {import('../src/lib/api').ConnectorType[]} [types] by which connectors are checked
   */
  constructor(id, startedAt, stepMillis = 350, types = CONNECTOR_TYPES) {
    this.id = id;
    this.types = types;
    this.startedAt = startedAt;
    this.stepMillis = stepMillis;
    const now = Date.now();
    for (const connector of connectorsOf(id)) {
      this.#remember('connectors', connector.name, connector, 'connector.put', now - 86_400_000);
    }
    for (const { name, source, destination, tables, runState } of installAt(id, now, startedAt).pipelines) {
      const first = {
        name,
        source,
        destination,
        tables,
        runState,
        schemaChanges: 'FOLLOW',
        deletes: 'HARD',
        transformChanges: 'REPROCESS',
        badRows: 'SET_ASIDE',
        initialSnapshot: 'ALL',
      };
      const tags = name.split('-').slice(0, 2);
      const early = tables.map((table) => ({ ...table, transform: null }));
      this.#remember(
        'pipelines',
        name,
        { ...first, tables: early, tags: [], restarts: 0 },
        'pipeline.put',
        now - 86_400_000,
      );
      this.#remember('pipelines', name, { ...first, tags, restarts: 0 }, 'pipeline.put', now - 7_200_000);
    }
    this.#changedAt.clear();
    this.#changes = 0;
  }

  /** @returns {import('../src/lib/api').Install} */
  install(now = Date.now()) {
    const install = installAt(this.id, now, this.startedAt);
    const seen = new Map(install.pipelines.map((each) => [each.name, each]));
    install.generation.desired += this.#changes;
    install.generation.accepted += this.#changes;
    install.generation.converged += this.#changes;
    install.pipelines = this.#all('pipelines').map((wish) => {
      const { name, source, destination, tables, runState } = wish;
      const shown = { ...(seen.get(name) ?? this.#young(name, now)), name, source, destination, tables };
      if (runState !== shown.runState) {
        shown.runState = runState;
        shown.status = status(runState, this.#changedAt.get(`pipelines/${name}`) ?? now);
        if (runState !== 'RUNNING' && shown.metrics) {
          Object.assign(shown.metrics, { recordsPerSecond: 0, lagRecords: 0, latencyMillis: null });
        }
      }
      return shown;
    });
    install.connectors = usesOf(
      this.#all('connectors').map(({ name }) => name),
      install.pipelines,
    );
    this.#seal(install);
    return install;
  }

  /** @param {import('../src/lib/api').Install} install */
  #seal(install) {
    if (install.sealingKey && this.#rotations > 0) {
      Object.assign(install.sealingKey, {
        keyId: `k${this.#rotations + 1}`,
        rotation: this.#rotations,
        rotations: this.#rotations,
        olderKeyIds: ['k1'],
      });
    }
    for (const connector of install.connectors) {
      const { secrets = {} } = this.#documents.get(`connectors/${connector.name}`) ?? {};
      connector.secrets = Object.entries(secrets).map(([field, { keyId }]) => ({
        field,
        sealedTo: keyId === install.sealingKey?.keyId ? 'PRESENT_KEY' : 'OLDER_KEY',
      }));
    }
  }

  /** @param {string} name @param {number} now */
  #young(name, now) {
    const since = this.#changedAt.get(`pipelines/${name}`) ?? now;
    const ready = now - since > 2_500;
    return {
      runState: /** @type {const} */ ('RUNNING'),
      status: ready
        ? status('RUNNING', since + 2_500)
        : status('CREATING', since, 'Connect is starting its connectors.'),
      metrics: ready ? { ...sampleAt(now), errorsTotal: 0 } : null,
    };
  }

  /**
   * What the API answers below an install.
   *
   * @param {Call} call
   * @returns {Answer}
   */
  answer({ method, path, search, body, ifNoneMatch }) {
    const [kind, name, verb] = path.split('/');
    if (kind === 'rotate-sealing-key') {
      this.#rotations++;
      return { status: 200, value: this.install() };
    }
    if (kind === 'connection-tests') {
      return this.#connectionTest(method, name, body);
    }
    if (kind === 'transform-previews') {
      return { status: method === 'POST' ? 202 : 200, value: PREVIEW };
    }
    if (kind !== 'connectors' && kind !== 'pipelines') {
      return problem(404, 'No such path', path);
    }
    if (name === undefined) {
      return { status: 200, value: this.#all(kind) };
    }
    const present = this.#documents.get(`${kind}/${name}`);
    if (method === 'PUT') {
      return ifNoneMatch && present
        ? problem(412, 'It is there already', `There is already one with the name ${name}.`)
        : this.#put(kind, name, body, present);
    }
    if (verb === 'revisions') {
      return { status: 200, value: this.#revisions.get(`${kind}/${name}`) ?? [] };
    }
    if (verb === 'rollback') {
      const { document } =
        this.#revisionsOf(kind, name).find(({ revision }) => revision === body.revision) ?? {};
      return document
        ? this.#changed(kind, name, document, 'rollback')
        : problem(404, 'No such revision', '');
    }
    if (!present) {
      return problem(404, `There is no such ${kind.slice(0, -1)}`, `There is no "${name}" here.`);
    }
    const shown = this.install().pipelines.find((each) => each.name === name);
    if (shown && (verb === 'status' || verb === 'events')) {
      return { status: 200, value: verb === 'status' ? partsOf(shown) : eventsOf(shown) };
    }
    if (verb === 'metrics') {
      const range = /** @type {any} */ (new URLSearchParams(search).get('range') ?? '1h');
      return { status: 200, value: historyAt(this.id, Date.now(), this.startedAt, range) };
    }
    if (verb === 'dead-letters') {
      return { status: 200, value: { count: 7 } };
    }
    if (verb === 'snapshots' || verb === 'reset') {
      return { status: 200, value: this.#snapshot(present, body) };
    }
    if (verb === 'restart') {
      return this.#changed(kind, name, { ...present, restarts: present['restarts'] + 1 }, 'pipeline.restart');
    }
    if (method === 'PATCH') {
      return this.#changed(kind, name, { ...present, ...body }, `pipeline.${verbOf(body.runState)}`);
    }
    if (method === 'DELETE') {
      return this.#delete(kind, name);
    }
    return { status: 200, value: present, etag: `"${this.#revisionsOf(kind, name)[0]?.revision}"` };
  }

  /** @param {any} present @param {any} body */
  #snapshot({ tables }, body) {
    const chosen = body?.tables ?? tables.map((/** @type {any} */ { source }) => source);
    const waiting = chosen.map((/** @type {string} */ name) => ({ name, state: 'WAITING' }));
    return { at: new Date().toISOString(), state: 'WAITING', tables: waiting, rows: 0, skipped: 0 };
  }

  /** @param {Kind} kind @param {string} name @param {any} body @param {any} present @returns {Answer} */
  #put(kind, name, body, present) {
    const errors = kind === 'pipelines' ? this.#wrongInPipeline(body) : wrongInConnector(body, this.types);
    if (errors.length > 0) {
      return problem(400, 'The request is not valid', errors[0]?.field ?? '', errors);
    }
    const rest = kind === 'pipelines' ? { restarts: present?.restarts ?? 0 } : {};
    return this.#changed(kind, name, { name, ...body, ...rest }, `${kind.slice(0, -1)}.put`);
  }

  /** @param {any} body */
  #wrongInPipeline({ source, destination, tables = [] }) {
    const errors = [];
    for (const [field, connector] of Object.entries({ source, destination })) {
      if (!this.#documents.has(`connectors/${connector}`)) {
        errors.push({ field, message: `There is no connector "${connector}".` });
      }
    }
    tables.forEach((/** @type {any} */ { transform }, /** @type {number} */ index) => {
      if (transform && !/^\s*select/i.test(transform)) {
        errors.push({ field: `tables[${index}].transform`, message: 'It must be a Flink SQL SELECT.' });
      }
    });
    return errors;
  }

  /** @param {Kind} kind @param {string} name @returns {Answer} */
  #delete(kind, name) {
    const users = this.#all('pipelines').filter(({ source, destination }) =>
      [source, destination].includes(name),
    );
    if (kind === 'connectors' && users.length > 0) {
      const names = users.map((each) => each.name).join(', ');
      return problem(409, 'The connector is in use', `"${name}" is used by the pipelines ${names}.`);
    }
    this.#remember(kind, name, null, `${kind.slice(0, -1)}.delete`, Date.now());
    return { status: 204 };
  }

  /** @param {Kind} kind @param {string} name @param {any} document @param {string} action @returns {Answer} */
  #changed(kind, name, document, action) {
    this.#remember(kind, name, document, action, Date.now());
    return { status: 200, value: document };
  }

  /** @param {Kind} kind @param {string} name @param {any} document @param {string} action @param {number} at */
  #remember(kind, name, document, action, at) {
    const revisions = this.#revisionsOf(kind, name);
    const revision = (revisions[0]?.revision ?? 0) + 1;
    const by = { kind: 'SESSION', name: 'demo-admin' };
    this.#revisions.set(`${kind}/${name}`, [
      { revision, at: new Date(at).toISOString(), by, action, document },
      ...revisions,
    ]);
    this.#changes += 1;
    this.#changedAt.set(`${kind}/${name}`, at);
    if (document) {
      this.#documents.set(`${kind}/${name}`, document);
    } else {
      this.#documents.delete(`${kind}/${name}`);
    }
  }

  /** @param {Kind} kind @param {string} name */
  #revisionsOf(kind, name) {
    return this.#revisions.get(`${kind}/${name}`) ?? [];
  }

  /** @param {Kind} kind @returns {any[]} */
  #all(kind) {
    return [...this.#documents]
      .filter(([key]) => key.startsWith(`${kind}/`))
      .map(([, document]) => document)
      .toSorted((a, b) => (a['name'] < b['name'] ? -1 : 1));
  }

  /** @param {string} method @param {string | undefined} id @param {any} body @returns {Answer} */
  #connectionTest(method, id, body) {
    if (method === 'POST') {
      const made = `t${this.#tests.size + 1}`;
      this.#tests.set(made, { at: Date.now(), request: body });
      return { status: 202, value: this.#testAt(made) };
    }
    return id && this.#tests.has(id)
      ? { status: 200, value: this.#testAt(id) }
      : problem(404, 'No such test', '');
  }

  /** @param {string} id */
  #testAt(id) {
    const { at, request } = this.#tests.get(id) ?? { at: 0, request: {} };
    const names = request.role === 'SOURCE' ? STEPS : STEPS.slice(0, 3);
    const passed = Math.floor((Date.now() - at) / this.stepMillis);
    const wrong = wrongConnection(request);
    const stopsAt = wrong ? names.indexOf(wrong.step) : names.length;
    const steps = names.map((name, index) => ({
      name,
      ok: index < Math.min(passed, stopsAt) ? true : index === stopsAt && passed > stopsAt ? false : null,
    }));
    const done = passed > Math.min(stopsAt, names.length - 1);
    return {
      id,
      state: done ? 'DONE' : 'RUNNING',
      steps,
      findings: done && wrong ? [wrong.finding] : [],
      tables:
        done && !wrong
          ? TABLES.map((name) => ({ name: `public.${name}`, primaryKey: name !== 'sessions' }))
          : [],
    };
  }
}

/** @param {any} request */
function wrongConnection({ config = {}, role }) {
  if (config.hostname === 'nowhere') {
    return {
      step: 'REACHABLE',
      finding: {
        code: 'not-reachable',
        field: 'config.hostname',
        what: 'The host is not known',
        why: 'Nothing in the data plane knows an address for "nowhere".',
        nextStep: 'Correct the host, or make it known to the name server of the data plane.',
      },
    };
  }
  return role === 'SOURCE' && config.username === 'reader'
    ? {
        step: 'REPLICATION',
        finding: {
          code: 'no-replication',
          field: 'config.username',
          what: 'The user may not replicate',
          why: 'Change data capture reads the write-ahead log, for which "reader" has no right.',
          nextStep: 'Run this as a superuser: ALTER ROLE reader REPLICATION;',
        },
      }
    : null;
}

/** @param {any} body @param {import('../src/lib/api').ConnectorType[]} types */
function wrongInConnector({ type, config = {} }, types) {
  const fields = types.find((each) => each.type === type)?.fields;
  if (!fields) {
    return [{ field: 'type', message: `"${type}" is no connector type.` }];
  }
  const errors = [];
  for (const { name, kind, required, secret, when } of fields) {
    const value = config[name];
    if (required && !secret && !when && !value) {
      errors.push({ field: `config.${name}`, message: 'It is missing.' });
    } else if (kind === 'PORT' && value && !(Number(value) >= 1 && Number(value) <= 65_535)) {
      errors.push({ field: `config.${name}`, message: `"${value}" is not a port: use 1 to 65535.` });
    }
  }
  return errors;
}

/** @param {string} runState */
function verbOf(runState) {
  return { RUNNING: 'resume', PAUSED: 'pause' }[runState] ?? 'stop';
}

/**
 * @param {number} code
 * @param {string} title
 * @param {string} detail
 * @param {{ field: string, message: string }[]} [errors]
 * @returns {Answer}
 */
function problem(code, title, detail, errors = []) {
  return { status: code, value: { title, status: code, detail, errors, nextStep: '', code: 'fake' } };
}
