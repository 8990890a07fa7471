import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

/** Takes the pictures in src/docs/images anew. Not part of the tests. */
export default defineConfig({ ...tests, testDir: 'screenshots', workers: 1, reporter: 'list' });
