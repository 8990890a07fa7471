import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A first start may have to build the hub. */
const START_MS = 300_000;

/** A hub of its own for a worker's tests: any free port, a data directory that goes with it. */
export class Hub {
  readonly origin: string;
  readonly token: string;
  /** The home folder of its user, which is its data directory, too. */
  readonly home: string;
  readonly #process: ChildProcess;

  private constructor(readyUrl: string, process: ChildProcess, dataDir: string) {
    const url = new URL(readyUrl);
    this.origin = url.origin;
    this.token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
    this.#process = process;
    this.home = dataDir;
  }

  static async start(): Promise<Hub> {
    const dataDir = await mkdtemp(join(tmpdir(), 'patchbay-e2e-'));
    const command = process.env['PATCHBAY_CMD'] ?? '../patchbay';
    const words = command.split(' ');
    const args = [...words.slice(1), '--port', '0', '--data-dir', dataDir];
    // Neither the hub nor its shells must read the settings of whoever runs the tests.
    const path = `${join(dataDir, '.local/bin')}:${process.env['PATH'] ?? ''}`;
    const env = {
      ...process.env,
      HOME: dataDir,
      XDG_CONFIG_HOME: join(dataDir, '.config'),
      PATH: path,
    };
    const child = spawn(words[0] ?? command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const readyUrl = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${command} was not ready after ${START_MS / 1000} s`)),
        START_MS,
      );
      lines.on('line', (line) => {
        const url = /^Patchbay is ready at (\S+)/.exec(line)?.[1];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`${command} ended with code ${code}`)));
    });
    return new Hub(readyUrl, child, dataDir);
  }

  /** A call that no browser makes, with the token. */
  call(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.origin + path, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await ended;
    }
    await rm(this.home, { recursive: true, force: true });
  }
}
