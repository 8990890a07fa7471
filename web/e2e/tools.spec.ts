import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { Hub } from './hub.ts';

/** Tools of the test's own: one to be installed by npm, one by a script, one that lies in a project. */
const OWN_TOOLS = [
  {
    id: 'mkdirp',
    name: 'Mkdirp',
    category: 'own-things',
    homepage: 'https://tool.example',
    binaries: ['mkdirp'],
    version: { args: ['--version'], regex: String.raw`^(\d+\.\d+\.\d+)` },
    install: [{ installer: 'npm', package: 'mkdirp' }],
  },
  {
    id: 'scripted',
    name: 'Scripted',
    category: 'own-things',
    homepage: 'https://tool.example',
    binaries: ['no-such-program-anywhere'],
    version: { run: false },
    install: [{ installer: 'script', url: 'https://tool.example/install.sh', shell: 'bash' }],
  },
  {
    id: 'inside',
    name: 'Inside',
    category: 'own-things',
    homepage: 'https://tool.example',
    binaries: ['inside-the-project'],
    version: { run: false },
  },
];

test.beforeAll(({ hub }) => {
  const project = projectOf(hub);
  mkdirSync(project, { recursive: true });
  execFileSync('git', ['init', '--quiet', '--initial-branch=work', project]);
  writeFileSync(join(project, 'inside.sh'), '#!/usr/bin/env bash\necho "in $PWD: $*"\n');
  chmodSync(join(project, 'inside.sh'), 0o755);
  writeFileSync(join(project, '.nvmrc'), '1\n');

  const bin = join(hub.home, '.local/bin');
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, 'inside-the-project'), { force: true });
  symlinkSync(join(project, 'inside.sh'), join(bin, 'inside-the-project'));
  const own = join(hub.home, '.config/patchbay/tools.d');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'own.json'), JSON.stringify({ tools: OWN_TOOLS }));
  writeFileSync(join(hub.home, '.npmrc'), npmSettings(hub));
});

function projectOf(hub: Hub): string {
  return join(hub.home, 'work/shop');
}

/** What npm is set to here, but for where it puts what it installs. */
function npmSettings(hub: Hub): string {
  const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
  const certificates = process.env['NODE_EXTRA_CA_CERTS'];
  return [
    `prefix=${join(hub.home, '.local')}`,
    `cache=${join(hub.home, '.npm')}`,
    `registry=${registry}`,
    'update-notifier=false',
    'audit=false',
    'fund=false',
    ...(certificates === undefined ? [] : [`cafile=${certificates}`]),
  ].join('\n');
}

/** To the tools, looked at anew: another test may have had them looked at before there were these. */
async function goToTools(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Tools' }).click();
  await page.getByRole('button', { name: 'Look again which tools are here' }).click();
  await expect(tool(page, 'inside')).toBeVisible();
}

function tool(page: Page, id: string) {
  return page.locator(`[data-tool="${id}"]`);
}

async function launchIn(page: Page, folder: string, field = 'Launch in'): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(folder);
  await page.keyboard.press('Enter');
}

test('finds git, and launches it in a chosen folder with arguments', async ({ open, hub }) => {
  const terminals = await open();
  const { page } = terminals;
  await goToTools(page);
  await page.getByRole('searchbox', { name: 'Find a tool' }).fill('git');
  const git = tool(page, 'git');
  await expect(git).toContainText(/\d+\.\d+/);
  const folder = page.getByRole('combobox', { name: 'Launch in' });
  await folder.fill('shop');
  await expect(page.getByRole('option', { name: /shop/ })).toContainText(projectOf(hub));
  await page.keyboard.press('Enter');
  await expect(folder).toHaveValue('shop');
  await git.click();
  await expect(page).toHaveURL(/\/tools\/git$/);

  const detail = page.getByRole('complementary', { name: 'Git' });
  await expect(detail).toContainText('work');
  await expect(detail).toContainText('2 untracked');
  const wants = detail.getByRole('list', { name: 'Asked for by the project' });
  await expect(wants).toContainText(/node 1only .* is here/);
  await expect(detail.getByText('this one runs')).toHaveCount(1);
  await expect(detail.getByText(/^Wins: it is the first of this name/)).toBeVisible();
  await detail.getByRole('textbox', { name: 'Arguments' }).fill('status\n--short');
  await detail.getByRole('button', { name: 'Launch Git' }).click();
  await terminals.expectScreen(/^\?\? inside\.sh$/m);

  // What was launched is at hand from then on, also after a reload.
  await page.goto(`${hub.origin}/tools`);
  const again = page.getByRole('region', { name: 'Launched lately' });
  await again.getByRole('button', { name: 'Git status --short shop' }).click();
  await expect(terminals.tabs).toHaveCount(2);
  await terminals.expectScreen(/^\?\? inside\.sh$/m);
});

test('launches from the palette, and goes to details', async ({ open }) => {
  const terminals = await open();
  const { page } = terminals;
  const options = page.getByRole('option');
  await page.keyboard.press('Control+K');
  await page.keyboard.type('git');
  await expect(options.first()).toHaveText(/Git.*launch in the home folder/);
  await page.keyboard.press('Enter');
  await terminals.expectScreen(/git help git/);

  await page.keyboard.press('Control+K');
  await page.keyboard.type('bash details');
  await expect(options.first()).toContainText('Bash: details');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Bash' })).toBeVisible();
});

test('pins a tool, and keeps it so', async ({ open }) => {
  const { page } = await open();
  await goToTools(page);
  const pinned = page.getByRole('region', { name: 'Pinned' });
  await expect(pinned).toBeHidden();
  await tool(page, 'bash').hover();
  await page.getByRole('button', { name: 'Pin Bash' }).click();
  await expect(pinned.getByRole('link')).toHaveCount(1);
  await page.reload();
  await expect(pinned.getByRole('link', { name: /Bash/ })).toBeVisible();
  await pinned.getByRole('link').focus();
  await page.keyboard.press('p');
  await expect(pinned).toBeHidden();
  await expect(tool(page, 'bash')).toBeVisible();
});

test('installs a tool from the registry once someone said yes', async ({ open }) => {
  const { page } = await open();
  await goToTools(page);
  await tool(page, 'mkdirp').click();
  const detail = page.getByRole('complementary', { name: 'Mkdirp' });
  await detail.getByRole('button', { name: 'Install with npm…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Install Mkdirp?' });
  await expect(dialog).toContainText(/npm install -g mkdirp/);
  await expect(dialog).toContainText('Downloads from the configured npm registry.');
  await dialog.getByRole('button', { name: 'Install in a terminal' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('article', { name: 'Install Mkdirp' })).toBeVisible();
  await expect(page).toHaveURL(/\/tools\/mkdirp$/);

  const progress = detail.getByRole('status');
  await expect(progress).toHaveText(/Done: \d+\.\d+\.\d+ is here now\./);
  await expect(tool(page, 'mkdirp')).toContainText(/\d+\.\d+\.\d+.*npm/);
  await expect(detail.getByRole('button', { name: 'Launch Mkdirp' })).toBeVisible();
});

test('shows a script and its hash before it is run', async ({ open }) => {
  const { page } = await open();
  await goToTools(page);
  const script = { url: 'https://tool.example/install.sh', sha256: 'a1'.repeat(32) };
  // Scripts come by TLS from their own addresses only, which a test has none of.
  await page.route('**/api/tools/scripted/script', (route) =>
    route.fulfill({ json: { ...script, text: 'echo hello from the script' } }),
  );
  await page.getByRole('button', { name: 'Install Scripted…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Install Scripted?' });
  await expect(dialog.getByText('echo hello from the script')).toBeVisible();
  await expect(dialog.getByText(script.sha256)).toBeVisible();
  const sent = page.waitForRequest('**/api/tools/scripted/install');
  await dialog.getByRole('button', { name: 'Install in a terminal' }).click();
  expect((await sent).postDataJSON()).toEqual({ recipe: 'script', sha256: script.sha256 });
  // The hub runs only what it downloaded itself, and says so where it was asked.
  await expect(dialog.getByRole('alert')).toContainText('must be shown first');
});

test('asks before it launches what is part of the project itself', async ({ open, hub }) => {
  const terminals = await open();
  const { page } = terminals;
  await goToTools(page);
  await launchIn(page, projectOf(hub));
  const button = page.getByRole('button', { name: 'Launch Inside' });
  const dialog = page.getByRole('dialog', { name: 'Launch this Inside?' });
  await button.click();
  await expect(dialog).toContainText('is part of the project');
  await dialog.getByRole('button', { name: 'Do not launch it' }).click();
  await expect(dialog).toBeHidden();
  await button.click();
  await dialog.getByRole('button', { name: 'Launch it all the same' }).click();
  await terminals.expectScreen(/^in .*\/work\/shop:/m);
});

test('is used by keys alone', async ({ open }) => {
  const terminals = await open();
  const { page } = terminals;
  await page.keyboard.press('Control+Shift+K');
  await expect(page.getByRole('searchbox', { name: 'Find a tool' })).toBeFocused();
  await page.keyboard.type('git');
  const git = tool(page, 'git');
  await expect(git).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(git).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Git' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary')).toBeHidden();
  await expect(git).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('searchbox', { name: 'Find a tool' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await terminals.expectScreen(/git help git/);
});

test('fits a phone: a tool has the screen to itself', async ({ open }) => {
  const terminals = await open({ viewport: { width: 390, height: 780 }, hasTouch: true });
  const { page } = terminals;
  await page.getByRole('link', { name: 'Tools' }).tap();
  const git = tool(page, 'git');
  await expect(git).toContainText(/\d+\.\d+/);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await git.tap();
  const detail = page.getByRole('complementary', { name: 'Git' });
  await expect(detail.getByRole('button', { name: 'Launch Git' })).toBeVisible();
  await expect(git).toBeHidden();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await detail.getByRole('button', { name: 'Back to all tools' }).tap();
  await expect(git).toBeVisible();
  await page.getByRole('button', { name: 'Launch Git' }).tap();
  await terminals.expectScreen(/git help git/);
});

test('says what is wrong, and the next step', async ({ open, hub }) => {
  const { page } = await open();
  await page.route('**/api/tools?*', (route) => route.abort());
  await page.getByRole('link', { name: 'Tools' }).click();
  await expect(page.getByRole('alert')).toContainText('The hub does not answer.');
  await page.unroute('**/api/tools?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(tool(page, 'git')).toBeVisible();

  await page.getByRole('searchbox', { name: 'Find a tool' }).fill('no such tool');
  await expect(page.getByText('No tool is called “no such tool”.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all tools' }).click();
  await expect(tool(page, 'git')).toBeVisible();

  await page.goto(`${hub.origin}/tools/nothing`);
  await expect(page.getByRole('alert')).toContainText('No tool of the catalogue is “nothing”.');
  await page.getByRole('alert').getByRole('button', { name: 'Show all tools' }).click();
  await expect(page).toHaveURL(/\/tools$/);
});
