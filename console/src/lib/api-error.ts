import type { ProblemDetails } from './api';

/** An answer that is not the one asked for, in the server's own words. Status 0: no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly why: string;
  readonly nextStep: string;

  constructor(status: number, what: string, why: string, nextStep: string) {
    super(what);
    this.status = status;
    this.why = why;
    this.nextStep = nextStep;
  }

  static fromProblem(status: number, problem: ProblemDetails): ApiError {
    const fields = (problem.errors ?? []).map((error) => `${error.field}: ${error.message}`).join(' ');
    return new ApiError(
      status,
      problem.title ?? `The control plane answered ${status}`,
      [problem.detail, fields].filter(Boolean).join(' '),
      problem.nextStep ?? '',
    );
  }

  static from(error: unknown, what: string): ApiError {
    if (error instanceof ApiError) {
      return error;
    }
    return new ApiError(0, what, error instanceof Error ? error.message : String(error), '');
  }

  static unreachable(): ApiError {
    return new ApiError(
      0,
      'The control plane does not answer',
      'Nothing came back from the address of this page. It may be stopped or starting.',
      'Run ./millrace status on its machine. The data plane goes on without it.',
    );
  }

  get unauthorized(): boolean {
    return this.status === 401;
  }
}
