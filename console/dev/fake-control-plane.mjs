// The built console with an API behind it that needs nothing else: node dev/fake-control-plane.mjs
// [--port 19900] [--only fine]. The key is mr_dev_secret, and every install is a scenario.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { parseArgs } from 'node:util';
import { SCENARIO_NAMES } from './fake-installs.mjs';
import { FakeStore } from './fake-store.mjs';
import { specCatalogue } from './spec-catalogue.mjs';

export const API_KEY = 'mr_dev_secret';
export const CONSOLE_CODE = 'dev-code';

/** The policy that the control plane is asked to send; the screenshots fail when it is broken. */
export const SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ORGANIZATION = { id: 'org-1', name: 'Acme' };
const ME = {
  organization: ORGANIZATION,
  principal: { kind: 'SESSION', id: 's1', name: 'demo-admin', role: 'ADMIN' },
};
/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/** @typedef {import('node:http').IncomingMessage} Request */
/** @typedef {import('node:http').ServerResponse} Response */
/** @typedef {{ folder: string, only?: string | undefined, role?: string | undefined }} Options */

/** @param {Options} options */
export function fakeControlPlane({ folder, only, role = 'ADMIN' }) {
  const startedAt = Date.now() - 125 * 60_000;
  const names = only ? [only] : SCENARIO_NAMES;
  const types = specCatalogue();
  const stores = new Map(names.map((id) => [id, new FakeStore(id, startedAt, undefined, types)]));
  /** @type {Set<() => void>} */
  const wakers = new Set();

  /** @param {string} id */
  const store = (id) => {
    const found = stores.get(id);
    if (!found) {
      throw new Error(`No install ${id}`);
    }
    return found;
  };

  /**
   * @param {Request} request
   * @param {Response} response
   * @param {string} path
   */
  async function answerApi(request, response, path) {
    if (path === '/session' && request.method === 'POST') {
      return login(request, response);
    }
    if (!request.headers.cookie?.includes('millrace-session=1')) {
      return problem(
        response,
        401,
        'You are not logged in',
        'The session is missing or has ended.',
        'Log in again.',
      );
    }
    if (path === '/session' && request.method === 'DELETE') {
      response.setHeader('set-cookie', 'millrace-session=; Path=/; Max-Age=0');
      return json(response, 204);
    }
    if (path === '/me') {
      return json(response, 200, { ...ME, principal: { ...ME.principal, role } });
    }
    if (path === '/connector-types') {
      return json(response, 200, types);
    }
    const match = /^\/organizations\/org-1\/installs(?:\/([^/]+)(?:\/(.*))?)?$/.exec(path);
    if (!match) {
      return problem(response, 404, 'No such path', path, '');
    }
    const [, id, rest = ''] = match;
    if (id === undefined) {
      return json(
        response,
        200,
        names.map((each) => store(each).install()),
      );
    }
    if (!names.includes(id)) {
      return problem(
        response,
        404,
        'No such install',
        `There is no install ${id} in Acme.`,
        'Choose one of the list.',
      );
    }
    return answerInstall(request, response, id, rest);
  }

  /**
   * @param {Request} request
   * @param {Response} response
   * @param {string} id
   * @param {string} rest
   */
  async function answerInstall(request, response, id, rest) {
    if (rest === '') {
      return json(response, 200, store(id).install());
    }
    if (rest === 'events') {
      return stream(request, response, id);
    }
    const text = await body(request);
    const answer = store(id).answer({
      method: request.method ?? 'GET',
      path: rest,
      search: new URL(request.url ?? '/', 'http://localhost').search,
      body: text === '' ? undefined : JSON.parse(text),
      ifNoneMatch: request.headers['if-none-match'] === '*',
    });
    if (request.method !== 'GET') {
      wakers.forEach((wake) => wake());
    }
    if (answer.etag) {
      response.setHeader('etag', answer.etag);
    }
    return json(response, answer.status, answer.value);
  }

  /**
   * @param {Request} request
   * @param {Response} response
   * @param {string} id
   */
  function stream(request, response, id) {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const send = () => response.write(`event: install\ndata: ${JSON.stringify(store(id).install())}\n\n`);
    send();
    wakers.add(send);
    const timer = setInterval(send, 1000);
    request.on('close', () => {
      clearInterval(timer);
      wakers.delete(send);
    });
  }

  /**
   * @param {Response} response
   * @param {string} path
   */
  async function answerFile(response, path) {
    const wanted = extname(path) === '' ? '/index.html' : normalize(path);
    try {
      const content = await readFile(join(folder, wanted));
      response.writeHead(200, {
        'content-type': TYPES[extname(wanted)] ?? 'application/octet-stream',
        'content-security-policy': SECURITY_POLICY,
      });
      response.end(content);
    } catch {
      problem(response, 404, 'No such file', wanted, 'Run npm run build first.');
    }
  }

  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const answered = pathname.startsWith('/api/v1/')
      ? answerApi(request, response, decodeURIComponent(pathname.slice('/api/v1'.length)))
      : answerFile(response, pathname);
    answered.catch((/** @type {Error} */ error) =>
      problem(response, 500, 'The fake failed', error.message, ''),
    );
  });
}

/**
 * @param {Request} request
 * @param {Response} response
 */
async function login(request, response) {
  const { apiKey, code } = JSON.parse(await body(request));
  if (apiKey !== API_KEY && code !== CONSOLE_CODE) {
    return code
      ? problem(
          response,
          401,
          'The link no longer works',
          'It was used before, or is older than ten minutes.',
          '',
        )
      : problem(
          response,
          401,
          'This API key is not valid',
          'No key of this control plane has this id and secret.',
          'Look for a typing mistake, or make a new key with ./millrace up.',
        );
  }
  response.setHeader('set-cookie', 'millrace-session=1; Path=/; HttpOnly; SameSite=Strict');
  return json(response, 200, ME);
}

/**
 * @param {Request} request
 * @returns {Promise<string>}
 */
async function body(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {unknown} [value]
 */
function json(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(value === undefined ? undefined : JSON.stringify(value));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} title
 * @param {string} detail
 * @param {string} nextStep
 */
function problem(response, status, title, detail, nextStep) {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ title, status, detail, nextStep, code: 'fake' }));
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      folder: { type: 'string', default: 'dist' },
      only: { type: 'string' },
      role: { type: 'string' },
    },
  });
  fakeControlPlane(values).listen(Number(values.port), '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${values.port}/login#code=${CONSOLE_CODE}  (key ${API_KEY})`);
  });
}
