/** Why a call failed, in a form that a person can be shown. */
export type Failure =
  /** Nothing answered: the hub is stopped, or the network is away. */
  | { readonly kind: 'unreachable' }
  /** No session, or one that is no longer valid. */
  | { readonly kind: 'signed-out'; readonly problem: Problem }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** RFC 9457, as the hub sends it. */
export interface Problem {
  readonly status: number;
  /** For programs, `lower-dash`: the end of the problem's type; empty where it has none of the hub's. */
  readonly code: string;
  readonly title: string;
  readonly detail: string | undefined;
  /** What is wrong with single fields of the request, by JSON pointer. */
  readonly errors: readonly FieldError[];
}

export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

const TYPE = 'urn:patchbay:problem:';

/** Reads a body that should be problem+json; whatever is missing is made up from the status. */
export function parseProblem(status: number, body: unknown): Problem {
  const json = isObject(body) ? body : {};
  const errors = Array.isArray(json['errors']) ? json['errors'] : [];
  const type = text(json['type']) ?? '';
  return {
    status,
    code: type.startsWith(TYPE) ? type.slice(TYPE.length) : '',
    title: text(json['title']) ?? `The hub answered ${status}`,
    detail: text(json['detail']),
    errors: errors.filter(isObject).map((error) => ({
      pointer: text(error['pointer']) ?? '',
      detail: text(error['detail']) ?? 'is not valid',
    })),
  };
}

/** The sentence to show where nothing more specific fits. */
export function sentence(failure: Failure): string {
  switch (failure.kind) {
    case 'unreachable':
      return 'The hub does not answer. Is it running?';
    case 'signed-out':
      return 'You are signed out.';
    case 'refused':
      return failure.problem.detail ?? failure.problem.title;
  }
}

/**
 * Sorts a problem's errors by the form fields they are about. A pointer belongs to the field named
 * by its first segment (`/command/0` → `command`, with or without a leading `#`); the rest, and
 * what names no field of this form, is left for the form as a whole.
 */
export function byField<F extends string>(
  problem: Problem,
  fields: readonly F[],
): { readonly fields: Partial<Record<F, string>>; readonly rest: readonly string[] } {
  const found: Partial<Record<F, string>> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of problem.errors) {
    const segment = pointer.replace(/^#/, '').split('/')[1];
    const field = fields.find((name) => name === segment);
    if (field) found[field] ??= detail;
    else rest.push(detail);
  }
  return { fields: found, rest };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
