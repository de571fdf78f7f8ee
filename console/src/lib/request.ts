import type { ProblemDetails } from './api';
import { ApiError } from './api-error';

type Options = { method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'; body?: unknown; signal?: AbortSignal };

const BASE = '/api/v1';

export function apiPath(...segments: string[]): string {
  return `${BASE}/${segments.map(encodeURIComponent).join('/')}`;
}

export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  if (!response.ok) {
    throw ApiError.fromProblem(response.status, await problemIn(response));
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function send(path: string, { method = 'GET', body, signal }: Options): Promise<Response> {
  const init: RequestInit = { method, headers: { accept: 'application/json' } };
  if (body !== undefined) {
    init.headers = { ...init.headers, 'content-type': 'application/json' };
    init.body = JSON.stringify(body);
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
