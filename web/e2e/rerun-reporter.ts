import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase } from '@playwright/test/reporter';

/** Where src/verify looks for them. */
const FILE = 'target/failed-browser-tests';

/** Says at the end how each test that failed is run again, alone. */
export default class RerunReporter implements Reporter {
  readonly #failed = new Set<TestCase>();

  onBegin(): void {
    rmSync(FILE, { force: true });
  }

  onTestEnd(test: TestCase): void {
    if (!test.ok()) this.#failed.add(test);
  }

  onEnd(): void {
    if (this.#failed.size === 0) return;
    const commands = [...this.#failed].map(rerun).join('\n');
    console.log(`\nTo run again what failed:\n\n${commands}`);
    mkdirSync('target', { recursive: true });
    writeFileSync(FILE, `${commands}\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

function rerun({ location, title }: TestCase): string {
  const file = relative(process.cwd(), location.file);
  // A pattern, not a text; in single quotes nothing is special to the shell but a single quote.
  const pattern = title.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  const quoted = `'${pattern.replaceAll("'", String.raw`'\''`)}'`;
  return `npm --prefix web run e2e -- ${file} -g ${quoted}`;
}
