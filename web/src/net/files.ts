import { call, ticketed } from './api';
import type { Result } from './api';
import { parseProblem } from './problem';
import { keyHeaders } from './session-key';

/** What becomes of a file whose name is taken. */
export type Clash = 'refuse' | 'replace' | 'keep-both';

export interface Plan {
  /** The real path of the folder that files would go to. */
  readonly folder: string;
  readonly taken: readonly string[];
}

export interface StoredFile {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

export interface Sending {
  readonly stored: Promise<Result<StoredFile>>;
  cancel(): void;
}

/** Where files would go that are dropped on a terminal: the folder that its program works in now. */
export function planUpload(terminal: string, names: readonly string[]): Promise<Result<Plan>> {
  return call('POST', '/api/files/plan', { terminal, names });
}

/** Sends a file. `onProgress` takes the bytes that are on their way; `fetch` does not tell them. */
export function sendFile(
  {
    folder,
    name,
    clash,
  }: { readonly folder: string; readonly name: string; readonly clash: Clash },
  body: Blob,
  onProgress: (sent: number) => void,
): Sending {
  const request = new XMLHttpRequest();
  request.open('POST', `/api/files?${new URLSearchParams({ folder, name, clash })}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  for (const [name, value] of Object.entries(keyHeaders())) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded }) => {
    onProgress(loaded);
  };
  const stored = new Promise<Result<StoredFile>>((resolve) => {
    request.onload = () => {
      resolve(read(request));
    };
    request.onerror = request.onabort = () => {
      resolve({ ok: false, failure: { kind: 'unreachable' } });
    };
  });
  request.send(body);
  return {
    stored,
    cancel: () => {
      request.abort();
    },
  };
}

/** The address of a file; a relative path starts from the terminal's folder. */
function downloadUrl(terminal: string | undefined, path: string): string {
  return `/api/files?${new URLSearchParams({ ...(terminal ? { terminal } : {}), path })}`;
}

/** Why a file cannot be downloaded, or that it can: the browser itself would only say "failed". */
async function mayDownload(url: string): Promise<Result<void>> {
  try {
    const response = await fetch(url, { headers: { ...keyHeaders(), Range: 'bytes=0-0' } });
    // An empty file has no first byte.
    if (response.ok || response.status === 416) return { ok: true, value: undefined };
    return refused(response.status, await response.text());
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
}

/** The address that the browser can download a file from, once and soon. */
export async function beginDownload(
  terminal: string | undefined,
  path: string,
): Promise<Result<string>> {
  const url = downloadUrl(terminal, path);
  const may = await mayDownload(url);
  return may.ok ? ticketed(url) : may;
}

function read(request: XMLHttpRequest): Result<StoredFile> {
  if (request.status !== 201) return refused(request.status, request.responseText);
  return { ok: true, value: JSON.parse(request.responseText) as StoredFile };
}

function refused(status: number, text: string): Result<never> {
  const kind = status === 401 ? 'signed-out' : 'refused';
  return { ok: false, failure: { kind, problem: parseProblem(status, parse(text)) } };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
