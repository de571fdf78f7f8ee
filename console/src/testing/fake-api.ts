import { connectors, historyAt, installAt } from '../../dev/fake-installs.mjs';
import type { Install, Me, ProblemDetails, Role } from '@/lib/api';

type Call = { method: string; path: string; body: unknown };

/** Answers fetch as a control plane with one organization would, and remembers what it was asked. */
export class FakeApi {
  readonly calls: Call[] = [];
  loggedIn = true;
  reachable = true;
  role: Role = 'ADMIN';
  installs: Install[];
  /** What the next change is refused with. */
  refusal: ProblemDetails | null = null;

  constructor(...scenarios: string[]) {
    this.installs = scenarios.map((scenario) => installAt(scenario, Date.now()));
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
      return this.answer(method, new URL(url, 'http://localhost').pathname.replace('/api/v1', ''), body);
    };
  }

  private answer(method: string, path: string, body: unknown): Response {
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
    if (this.refusal && method !== 'GET') {
      return problem(409, this.refusal);
    }
    return this.answerInstalls(path.replace('/organizations/org-1/installs', ''));
  }

  private answerInstalls(path: string): Response {
    const [, id, , pipeline, metrics] = path.split('/');
    if (id === undefined) {
      return json(this.installs);
    }
    const install = this.installs.find((each) => each.id === id);
    if (!install) {
      return problem(404, { title: 'No such install', detail: `There is no install ${id}.` });
    }
    if (path.endsWith('/connectors')) {
      return json(connectors());
    }
    if (metrics) {
      return json({ samples: historyAt(id, Date.now()) });
    }
    return json(pipeline ? install.pipelines.find(({ name }) => name === pipeline) : install);
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
