import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './fixtures.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is accessible in the ${colorScheme} theme`, async ({ open, browser, hub: { origin } }) => {
    const stranger = await browser.newPage({ colorScheme });
    await stranger.goto(origin);
    await stranger.getByLabel('Access token').waitFor();
    expect(await violations(stranger)).toEqual([]);
    await stranger.close();

    const hub = await open({ colorScheme });
    expect(await violations(hub.page)).toEqual([]);
    await hub.create({ name: 'failed', command: ['sh', '-c', 'exit 1'] });
    await hub.run({ name: 'shown', command: ['bash', '-c', 'echo here; exit 2'] });
    await expect(hub.status).toHaveText('Exited with code 2');
    expect(await violations(hub.page)).toEqual([]);
    await hub.page.getByRole('button', { name: 'New terminal with' }).click();
    expect(await violations(hub.page)).toEqual([]);
  });

  test(`is accessible wherever one goes in the ${colorScheme} theme`, async ({ open }) => {
    const hub = await open({ colorScheme });
    const { keyboard } = hub.page;
    await hub.run({ name: 'one', command: ['bash', '-c', 'echo shown; sleep 600'] });
    await hub.expectScreen(/^shown$/m);
    await keyboard.press('Control+Shift+E');
    await expect(hub.panes).toHaveCount(2);
    await keyboard.press('Control+Shift+F');
    await expect(hub.page.getByRole('searchbox')).toBeFocused();
    expect(await violations(hub.page)).toEqual([]);
    await keyboard.press('Escape');

    const { page } = hub;
    await page.getByRole('button', { name: 'More for this terminal' }).first().click();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'Share this terminal…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await keyboard.press('Escape');
    for (const [keys, name] of [
      ['Control+K', 'Find an action or a terminal'],
      ['Control+Shift+?', 'Keys'],
    ] as const) {
      await keyboard.press(keys);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await keyboard.press('Control+,');
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is accessible among the tools in the ${colorScheme} theme`, async ({ open }) => {
    const { page } = await open({ colorScheme });
    await page.getByRole('link', { name: 'Tools' }).click();
    const git = page.locator('[data-tool=git]');
    await expect(git).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await git.click();
    await expect(page.getByText('this one runs')).toBeVisible();
    await page.getByRole('combobox', { name: 'Launch in' }).focus();
    await expect(page.getByRole('option', { name: 'Home folder' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Install Codex…' }).click();
    await expect(page.getByRole('dialog')).toContainText('npm install');
    expect(await violations(page)).toEqual([]);
  });
}

test('is accessible on a phone', async ({ open }) => {
  const hub = await open({ viewport: { width: 390, height: 780 }, hasTouch: true });
  await hub.create({ name: 'pocket', command: ['bash', '-c', 'echo shown; sleep 600'] });
  await expect(hub.rows).toHaveCount(1);
  expect(await violations(hub.page)).toEqual([]);
  await hub.page.getByRole('link', { name: /pocket/ }).tap();
  await hub.expectScreen(/^shown$/m);
  expect(await violations(hub.page)).toEqual([]);
  await hub.page.getByRole('link', { name: 'Tools' }).tap();
  await expect(hub.page.locator('[data-tool=git]')).toBeVisible();
  expect(await violations(hub.page)).toEqual([]);
  await hub.page.locator('[data-tool=git]').tap();
  await expect(hub.page.getByRole('button', { name: 'Launch Git' })).toBeVisible();
  expect(await violations(hub.page)).toEqual([]);
  await hub.page.getByRole('link', { name: 'Settings' }).tap();
  await expect(hub.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(await violations(hub.page)).toEqual([]);
});

test('follows the system’s theme until one is pinned', async ({ open }) => {
  const { page } = await open({ colorScheme: 'dark' });
  const brightness = async () => {
    const colour = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    return Number(/\d+/.exec(colour)?.[0]);
  };
  await expect.poll(brightness).toBeLessThan(60);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(brightness).toBeGreaterThan(200);

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(brightness).toBeLessThan(60);
  await page.reload();
  await expect.poll(brightness).toBeLessThan(60);
});

test('fits a phone: one thing at a time, nothing cut off', async ({ open }) => {
  const hub = await open({ viewport: { width: 390, height: 780 }, hasTouch: true });
  await hub.create({ name: 'in the pocket', command: ['bash', '-c', 'echo small; sleep 600'] });
  await hub.page.getByRole('link', { name: /in the pocket/ }).tap();
  await hub.expectScreen(/^small$/m);
  const { cols } = await hub.readSize();
  expect(cols).toBeGreaterThan(40);
  const overflow = () =>
    hub.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await hub.page.getByRole('button', { name: 'Back to the list' }).tap();
  await expect(hub.page.getByRole('link', { name: /in the pocket/ })).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
