import type { FieldError, ProblemDetails } from './api';

type Details = { code?: string | undefined; errors?: FieldError[] | undefined };

/** An answer that is not the one asked for, in the server's own words. Status 0: no answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: string;
  readonly why: string;
  readonly nextStep: string;
  /** What is wrong with which field, for a form to show there. */
  readonly errors: FieldError[];

  constructor(status: number, what: string, why: string, nextStep: string, details: Details = {}) {
    super(what);
    this.status = status;
    this.why = why;
    this.nextStep = nextStep;
    this.code = details.code ?? '';
    this.errors = details.errors ?? [];
  }

  static fromProblem(status: number, problem: ProblemDetails): ApiError {
    const errors = problem.errors ?? [];
    const fields = errors.map((error) => `${error.field}: ${error.message}`).join(' ');
    return new ApiError(
      status,
      problem.title ?? `The control plane answered ${status}`,
      fields || (problem.detail ?? ''),
      problem.nextStep ?? '',
      { code: problem.code, errors },
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
