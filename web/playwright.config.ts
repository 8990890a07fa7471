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
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1200, height: 760 },
    trace: 'retain-on-failure',
    launchOptions: chromium('--disable-3d-apis'),
  },
});
