// An install with two hundred pipelines, some of them in trouble.

/** @typedef {import('../src/lib/api').Pipeline} Pipeline */

import { iso, sampleAt, status } from './fake-installs.mjs';

const AREAS = [
  'billing',
  'catalogue',
  'customers',
  'inventory',
  'logistics',
  'orders',
  'payments',
  'returns',
];
const PLACES = ['berlin', 'lyon', 'osaka', 'porto', 'quito'];
const TARGETS = ['warehouse', 'lake', 'search', 'reporting', 'archive'];

export const MANY_CONNECTORS = [
  ...AREAS.flatMap((area) => PLACES.map((place) => `${area}-${place}`)),
  ...TARGETS,
  ...Array.from({ length: 155 }, (_, index) => `sandbox-${String(index + 1).padStart(3, '0')}`),
];

/** @param {string} name */
export function typeOfMany(name) {
  return name === 'lake' ? 'iceberg' : name.endsWith('osaka') || name.endsWith('7') ? 'mariadb' : 'postgres';
}

/**
 * @param {number} index
 * @param {number} now
 * @param {number} startedAt
 * @returns {Pipeline}
 */
function pipeline(index, now, startedAt) {
  const area = AREAS[index % 8] ?? '';
  const place = PLACES[Math.floor(index / 8) % 5] ?? '';
  const target = TARGETS[Math.floor(index / 40) % 5] ?? '';
  const sample = sampleAt(now + index * 37_000);
  const recordsPerSecond = Number((sample.recordsPerSecond / (1 + (index % 9))).toFixed(1));
  const still = { recordsPerSecond: 0, lagRecords: 0, latencyMillis: null };
  /** @type {Pipeline} */
  const made = {
    name: `${area}-${place}-${target}`,
    source: `${area}-${place}`,
    destination: target,
    tables: [{ source: `public.${area}`, destination: `${place}.${area}`, transform: null }],
    runState: 'RUNNING',
    status: status('RUNNING', startedAt + index * 300),
    metrics: { ...sample, measuredAt: iso(now), recordsPerSecond, errorsTotal: 0 },
  };
  if (index % 41 === 7) {
    made.status = status(
      'BROKEN',
      now - 340_000,
      `The source ${made.source} refuses the login of user millrace.`,
      'Correct its password.',
    );
    made.metrics = { ...sample, measuredAt: iso(now), ...still, errorsTotal: 14 };
  } else if (index % 29 === 11) {
    made.status = status('DEGRADED', now - 95_000, 'Lag grows: the destination takes less than comes.');
    made.metrics = {
      ...sample,
      measuredAt: iso(now),
      recordsPerSecond,
      lagRecords: 184_000 + index,
      latencyMillis: 48_000,
      errorsTotal: 0,
    };
  } else if (index % 23 === 5) {
    made.runState = 'PAUSED';
    made.status = status('PAUSED', now - 3_600_000, 'Paused by demo-admin.');
    made.metrics = { ...sample, measuredAt: iso(now), ...still, errorsTotal: 0 };
  }
  return made;
}

/**
 * @param {number} now
 * @param {number} startedAt
 */
export function manyPipelines(now, startedAt) {
  return Array.from({ length: 200 }, (_, index) => pipeline(index, now, startedAt));
}
