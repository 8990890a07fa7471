import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../e2e/fixtures.ts';
import type { HubPage } from '../e2e/hub-page.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const images = join(repository, 'src/docs/images');

let parent: string;
let project: string;

test.beforeAll(() => {
  // A path that says nothing about the machine the pictures are taken on.
  parent = mkdtempSync(join(tmpdir(), 'work-'));
  project = join(parent, 'patchbay');
  execFileSync('git', ['clone', '--quiet', `file://${repository}`, project]);
});
test.afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Work as it looks in the middle of a day: a log, a listing, a file, a failed job. */
async function fill(hub: HubPage): Promise<void> {
  const prompt = String.raw`\[\e[32m\]\W\[\e[0m\] \[\e[34m\]$(git branch --show-current)\[\e[0m\] $ `;
  const cwd = project;
  await hub.create({ name: 'log', command: ['tail', '-f', 'pom.xml'], cwd });
  await hub.create({ name: 'no fixmes', command: ['git', 'grep', '--quiet', 'FIX' + 'ME'], cwd });
  await hub.create({ name: 'tidy', command: ['git', 'gc', '--quiet'], cwd });
  const id = await hub.create({
    name: 'patchbay',
    command: ['bash', '--norc', '--noprofile'],
    env: { PS1: prompt },
    cwd,
  });
  await hub.show(id);
  await hub.expectScreen(/\$/);
  for (const line of [
    'git log --oneline --graph --no-decorate --color -8',
    'ls --color -l',
    `grep --color -n 'case' web/src/net/link.ts`,
  ]) {
    await hub.type(line);
    // Typed ahead of the prompt, a line would be shown twice.
    await hub.expectScreen(/\$\s*$/);
  }
}

/** The same with more beside the shell: a log, and below it a server and a job that failed, in tabs. */
async function spread(hub: HubPage): Promise<void> {
  const { page } = hub;
  await fill(hub);
  await hub.create({
    name: 'server',
    command: ['bash', '-c', `grep --color=always -n 'record' src/docs/decisions/*.md; exec cat`],
    cwd: project,
  });
  const row = (name: string) => hub.rows.filter({ hasText: name }).getByRole('link');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('log');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('move this terminal to the right');
  await page.keyboard.press('Enter');
  await expect(hub.panes).toHaveCount(2);
  await row('server').click();
  await page.keyboard.press('Control+K');
  await page.keyboard.type('move this terminal below');
  await page.keyboard.press('Enter');
  await expect(hub.panes).toHaveCount(3);
  await row('no fixmes').click();
  await row('server').click();
  await hub.tab('patchbay').click();
  await expect(hub.keyboardOf('patchbay')).toBeFocused();
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the page, ${colorScheme}`, async ({ open }) => {
    const hub = await open({
      colorScheme,
      viewport: { width: 1280, height: 760 },
      deviceScaleFactor: 2,
    });
    await spread(hub);
    await hub.page.mouse.move(0, 0);
    await hub.page.screenshot({ path: join(images, `page-${colorScheme}.png`) });
    await hub.page.keyboard.press('Control+K');
    await hub.page.keyboard.type('sp');
    await expect(hub.page.getByRole('option').first()).toContainText('Split');
    await hub.page.screenshot({ path: join(images, `palette-${colorScheme}.png`) });
    await hub.page.keyboard.press('Escape');
    await hub.page.getByRole('link', { name: 'Settings' }).click();
    await hub.page.screenshot({ path: join(images, `settings-${colorScheme}.png`) });
  });
}

test('the page on a phone', async ({ open }) => {
  const hub = await open({
    colorScheme: 'dark',
    viewport: { width: 390, height: 780 },
    deviceScaleFactor: 2,
    hasTouch: true,
  });
  await fill(hub);
  await hub.page.screenshot({ path: join(images, 'page-phone.png') });
  await hub.page.getByRole('button', { name: 'Back to the list' }).tap();
  await expect(hub.rows.filter({ hasText: 'no fixmes' })).toBeVisible();
  await hub.page.screenshot({ path: join(images, 'page-phone-list.png') });
});
