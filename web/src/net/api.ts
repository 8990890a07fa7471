import { parseProblem } from './problem';
import type { Failure } from './problem';
import type { Size } from './protocol';
import { forgetKey, keepKey, keyHeaders } from './session-key';
import type { NewTerminal, TerminalInfo } from './terminal-info';

/** Every call ends in one of these; none throws for what can be expected. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export async function login(token: string): Promise<Result<void>> {
  const result = await call<{ key: string }>('POST', '/api/login', { token });
  if (!result.ok) return result;
  keepKey(result.value.key);
  return { ok: true, value: undefined };
}

/** The key is forgotten whatever the hub says. */
export async function logout(): Promise<Result<void>> {
  const result = await call<undefined>('POST', '/api/logout');
  forgetKey();
  return result;
}

/** An address that the browser itself can fetch, without headers: once and soon. */
export async function ticketed(path: string): Promise<Result<string>> {
  const result = await call<{ ticket: string }>('POST', '/api/tickets', { path });
  if (!result.ok) return result;
  const joint = path.includes('?') ? '&' : '?';
  return { ok: true, value: `${path}${joint}ticket=${result.value.ticket}` };
}

export async function listTerminals(): Promise<Result<readonly TerminalInfo[]>> {
  const result = await call<{ terminals: TerminalInfo[] }>('GET', '/api/terminals');
  return result.ok ? { ok: true, value: result.value.terminals } : result;
}

export function getTerminal(id: string): Promise<Result<TerminalInfo>> {
  return call('GET', terminalPath(id));
}

export function openTerminal(terminal: NewTerminal): Promise<Result<TerminalInfo>> {
  return call('POST', '/api/terminals', terminal);
}

/** Another one with the same command, folder, environment, name and tags. */
export function runTerminalAgain(
  id: string,
  size: Size | undefined,
): Promise<Result<TerminalInfo>> {
  return call('POST', `${terminalPath(id)}/run-again`, size);
}

export function renameTerminal(id: string, name: string): Promise<Result<TerminalInfo>> {
  return call('PATCH', terminalPath(id), { name });
}

/** Ends the whole process tree, then forgets the terminal. */
export function closeTerminal(id: string): Promise<Result<void>> {
  return call('DELETE', terminalPath(id));
}

export function terminalPath(id: string): string {
  return `/api/terminals/${encodeURIComponent(id)}`;
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<Result<T>> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(path, {
      method,
      ...(body === undefined
        ? { headers: keyHeaders() }
        : {
            body: JSON.stringify(body),
            headers: { ...keyHeaders(), 'Content-Type': 'application/json' },
          }),
    });
    const text = await response.text();
    json = response.headers.get('Content-Type')?.includes('json') ? JSON.parse(text) : undefined;
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
  if (response.ok) return { ok: true, value: json as T };
  const kind = response.status === 401 ? 'signed-out' : 'refused';
  return { ok: false, failure: { kind, problem: parseProblem(response.status, json) } };
}
