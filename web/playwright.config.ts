import { availableParallelism, totalmem } from 'node:os';
import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium.ts';

/** A browser, a hub, shells and what drives them: less than that, with room for the rest of the machine. */
const BYTES_OF_A_WORKER = 2 * 1024 ** 3;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: Math.max(
    1,
    Math.min(availableParallelism(), Math.floor(totalmem() / BYTES_OF_A_WORKER)),
  ),
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Far above what anything takes: a machine that is busy with other things makes no test fail.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['./e2e/rerun-reporter.ts']],
  use: {
    viewport: { width: 1200, height: 760 },
    // Filming each page would cost a sixth of the time; what a trace keeps of its elements shows as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: chromium('--disable-3d-apis'),
  },
});
