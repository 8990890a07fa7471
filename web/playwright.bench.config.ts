import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Measures the page; src/bench/run starts it and makes lines of its table of what it writes. */
export default defineConfig({ ...tests, testDir: 'bench', workers: 1, reporter: 'line' });
