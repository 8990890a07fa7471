import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../e2e/fixtures.ts';
import { FLOODING, showThirtyTerminals } from '../e2e/thirty-terminals.ts';

const RUNS = Number(process.env['PATCHBAY_BENCH_RUNS'] ?? 5);

test('first paint with thirty terminals in the list', async ({ open }) => {
  const hub = await open();
  const names = Array.from({ length: 30 }, (_, i) => `t${i}`);
  await Promise.all(names.map((name) => hub.create({ name, command: ['sleep', '600'] })));
  await record('first-paint', async () => {
    await hub.page.reload();
    await expect(hub.rows).toHaveCount(30);
    return hub.page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    );
  });
});

test('longest task with thirty terminals, four shown, one of them flooding', async ({ open }) => {
  const hub = await open({ viewport: { width: 1400, height: 900 } });
  await showThirtyTerminals(hub);
  await hub.type('');
  await hub.expectPane(FLOODING, /^1 2 3 4 5/m);
  await record('longest-task', () => longestTaskOfASecond(hub.page));
});

/** Writes what each run measured, in milliseconds, where src/bench reads it. */
async function record(name: string, measure: () => Promise<number>): Promise<void> {
  const figures: number[] = [];
  for (let run = 0; run < RUNS; run++) figures.push(await measure());
  expect(figures.filter(Number.isNaN)).toEqual([]);
  const folder = process.env['PATCHBAY_FIGURES'];
  if (folder === undefined) console.log(name, figures);
  else await writeFile(join(folder, `${name}.json`), JSON.stringify(figures));
}

interface TraceEvent {
  readonly name: string;
  /** Microseconds that the task held the processor. */
  readonly tdur?: number;
}

/**
 * In milliseconds of processor time, as the browser's own trace has it. By the clock, a task is
 * longer by whatever else the machine did in between, and that is not the page's doing.
 */
async function longestTaskOfASecond(page: Page): Promise<number> {
  const browser = await page.context().newCDPSession(page);
  let longest = NaN;
  browser.on('Tracing.dataCollected', ({ value }) => {
    for (const { name, tdur } of value as unknown as TraceEvent[]) {
      if (name !== 'RunTask' || tdur === undefined) continue;
      longest = Math.max(Number.isNaN(longest) ? 0 : longest, tdur / 1000);
    }
  });
  await browser.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
  const complete = new Promise((done) => browser.once('Tracing.tracingComplete', done));
  await browser.send('Tracing.end');
  await complete;
  await browser.detach();
  return longest;
}
