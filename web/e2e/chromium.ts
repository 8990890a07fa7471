import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The machine's own Chromium. Without WebGL (`--disable-3d-apis`) screens are drawn with elements,
 * whose text a test can read.
 */
export function chromium(...more: string[]): LaunchOptions {
  const candidates = process.env['CHROMIUM'] ? [process.env['CHROMIUM']] : INSTALLED;
  const executablePath = candidates.find((path) => existsSync(path));
  if (!executablePath) {
    throw new Error(
      `These tests need a Chromium and found none at ${candidates.join(', ')}: ` +
        'install one (on Debian: apt-get install chromium) or name one in CHROMIUM.',
    );
  }
  // Chromium's sandbox refuses to run as root, which containers do.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executablePath,
    args: ['--disable-gpu', '--disable-background-networking', ...asRoot, ...more],
  };
}
