import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium.ts';

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each test has a browser and shells of its own; two of them fill a small machine.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Far above what anything takes: a machine that is busy with other things makes no test fail.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1200, height: 760 },
    // Filming each page would cost a sixth of the time; what a trace keeps of its elements shows as much.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: chromium('--disable-3d-apis'),
  },
});
