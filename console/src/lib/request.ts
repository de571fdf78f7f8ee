import type { ProblemDetails } from './api';
import { ApiError } from './api-error';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Options = {
  method?: Method;
  body?: unknown;
  signal?: AbortSignal;
  /** Only if it is still what was read; `null`: only if there is none yet. */
  ifMatch?: string | null;
};

/** What was read, and the tag by which a change can say that it changes just that. */
export type Tagged<T> = { value: T; etag: string | undefined };

const BASE = '/api/v1';

export function apiPath(...segments: string[]): string {
  return `${BASE}/${segments.map(encodeURIComponent).join('/')}`;
}

export function installPath(organization: string, install: string, ...segments: string[]): string {
  return apiPath('organizations', organization, 'installs', install, ...segments);
}

export async function request<T>(path: string, options: Options = {}): Promise<T> {
  return (await requestTagged<T>(path, options)).value;
}

export async function requestTagged<T>(path: string, options: Options = {}): Promise<Tagged<T>> {
  const response = await send(path, options);
  if (!response.ok) {
    throw ApiError.fromProblem(response.status, await problemIn(response));
  }
  const value = (response.status === 204 ? undefined : await response.json()) as T;
  return { value, etag: response.headers.get('etag') ?? undefined };
}

async function send(path: string, { method = 'GET', body, signal, ifMatch }: Options): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers['content-type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  if (ifMatch === null) {
    headers['if-none-match'] = '*';
  } else if (ifMatch !== undefined) {
    headers['if-match'] = ifMatch;
  }
  if (signal) {
    init.signal = signal;
  }
  try {
    return await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw ApiError.unreachable();
  }
}

async function problemIn(response: Response): Promise<ProblemDetails> {
  try {
    return (await response.json()) as ProblemDetails;
  } catch {
    // A proxy in between may answer with a page of its own.
    return {};
  }
}
