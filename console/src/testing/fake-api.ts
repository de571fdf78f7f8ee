import { CONNECTOR_TYPES } from '../../dev/fake-catalogue.mjs';
import { FakeStore } from '../../dev/fake-store.mjs';
import type { ConnectorType, Install, Me, ProblemDetails, Role } from '@/lib/api';

type Call = { method: string; path: string; body: unknown };

/** Answers fetch as a control plane with one organization would, and remembers what it was asked. */
export class FakeApi {
  readonly calls: Call[] = [];
  loggedIn = true;
  reachable = true;
  role: Role = 'ADMIN';
  types: ConnectorType[] = CONNECTOR_TYPES;
  readonly stores: Map<string, FakeStore>;
  /** What an install's document says instead of what its store does. */
  installs: Install[] | null = null;
  /** The end of the paths that this control plane does not know. */
  missing: string | null = null;
  /** What the next change is refused with. */
  refusal: ProblemDetails | null = null;

  constructor(...scenarios: string[]) {
    this.stores = new Map(scenarios.map((scenario) => [scenario, new FakeStore(scenario, undefined, 0)]));
  }

  get fetch(): typeof globalThis.fetch {
    return async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      const method = init?.method ?? 'GET';
      const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      this.calls.push({ method, path: url, body });
      if (!this.reachable) {
        throw new TypeError('Failed to fetch');
      }
      const { pathname, search } = new URL(url, 'http://localhost');
      return this.answer(method, pathname.replace('/api/v1', ''), search, body, init);
    };
  }

  private answer(method: string, path: string, search: string, body: unknown, init?: RequestInit): Response {
    if (path === '/session' && method === 'POST') {
      return this.login(body as Record<string, string>);
    }
    if (!this.loggedIn) {
      return problem(401, { title: 'You are not logged in' });
    }
    if (path === '/session') {
      this.loggedIn = false;
      return new Response(null, { status: 204 });
    }
    if (path === '/me') {
      return json(this.me());
    }
    if (this.missing && path.endsWith(this.missing)) {
      return problem(404, { title: 'Not Found' });
    }
    if (this.refusal && method !== 'GET') {
      return problem(409, this.refusal);
    }
    if (path === '/connector-types') {
      return json(this.types);
    }
    return this.answerInstalls(method, path.replace('/organizations/org-1/installs', ''), search, body, init);
  }

  private answerInstalls(
    method: string,
    path: string,
    search: string,
    body: unknown,
    init?: RequestInit,
  ): Response {
    const [, id, ...rest] = path.split('/');
    const installs = this.installs ?? [...this.stores.values()].map((each) => each.install());
    if (id === undefined) {
      return json(installs);
    }
    const store = this.stores.get(id);
    const install = installs.find((each) => each.id === id);
    if (!store || !install) {
      return problem(404, { title: 'No such install', detail: `There is no install ${id}.` });
    }
    if (rest.length === 0) {
      return json(install);
    }
    const ifNoneMatch = new Headers(init?.headers).get('if-none-match') === '*';
    const answer = store.answer({
      method,
      path: rest.map(decodeURIComponent).join('/'),
      search,
      body,
      ifNoneMatch,
    });
    return answer.value === undefined
      ? new Response(null, { status: answer.status })
      : Response.json(answer.value, {
          status: answer.status,
          headers: answer.etag ? { etag: answer.etag } : {},
        });
  }

  private login({ apiKey, code }: Record<string, string>): Response {
    if (apiKey === 'mr_1_good' || code === 'good') {
      this.loggedIn = true;
      return json(this.me());
    }
    return problem(401, {
      title: 'This API key is not valid',
      detail: 'No key has this id and secret.',
      nextStep: 'Look for a typing mistake.',
    });
  }

  private me(): Me {
    return {
      organization: { id: 'org-1', name: 'Acme' },
      principal: { kind: 'SESSION', id: 's1', name: 'demo-admin', role: this.role },
    };
  }
}

function json(value: unknown): Response {
  return Response.json(value);
}

function problem(status: number, details: ProblemDetails): Response {
  return Response.json({ ...details, status }, { status });
}
