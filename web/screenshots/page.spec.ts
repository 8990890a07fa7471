import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { ToolDetail, ToolInfo, ToolList } from '../src/net/tool-info.ts';
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
  const prompt = String.raw`\[\e[32m\]\W\[\e[0m\] \[\e[34m\]$(git branch --show-current)\[\e[0m\] $ `;
  writeFileSync(join(parent, '.bashrc'), `PS1='${prompt}'; unset HISTFILE\n`);
  execFileSync('git', ['clone', '--quiet', `file://${repository}`, project]);
});
test.afterAll(() => rmSync(parent, { recursive: true, force: true }));

/** Work as it looks in the middle of a day: a log, a listing, a file, a failed job. */
async function fill(hub: HubPage): Promise<void> {
  const cwd = project;
  await hub.create({ name: 'log', command: ['tail', '-f', 'pom.xml'], cwd });
  await hub.create({ name: 'no fixmes', command: ['git', 'grep', '--quiet', 'FIX' + 'ME'], cwd });
  await hub.create({ name: 'tidy', command: ['git', 'gc', '--quiet'], cwd });
  const id = await hub.create({
    name: 'patchbay',
    command: ['bash'],
    env: { HOME: parent },
    shellIntegration: true,
    cwd,
  });
  await hub.show(id);
  await hub.expectScreen(/\$/);
  for (const line of [
    "git log --color --format='%C(yellow)%h%C(reset) %<(48,trunc)%s' -8",
    'ls --color -l',
    'git grep -q TABS',
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
    command: ['bash', '-c', `grep --color=always -n terminal README.md; exec cat`],
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

/** A machine with agents on it: what is installed where the pictures are taken says nothing to others. */
const INSTALLED: Readonly<Record<string, readonly [version: string, owner: string, path: string]>> =
  {
    'claude-code': ['2.0.14', 'npm', '/home/ada/.local/bin/claude'],
    codex: ['0.46.0', 'npm', '/home/ada/.local/bin/codex'],
    opencode: ['0.14.6', 'script', '/home/ada/.opencode/bin/opencode'],
    git: ['2.47.3', 'apt', '/usr/bin/git'],
    gh: ['2.82.1', 'brew', '/home/linuxbrew/.linuxbrew/bin/gh'],
    lazygit: ['0.55.1', 'brew', '/home/linuxbrew/.linuxbrew/bin/lazygit'],
    neovim: ['0.11.4', 'brew', '/home/linuxbrew/.linuxbrew/bin/nvim'],
    ripgrep: ['14.1.1', 'cargo', '/home/ada/.cargo/bin/rg'],
    fzf: ['0.60.0', 'apt', '/usr/bin/fzf'],
    node: ['22.20.0', 'nvm', '/home/ada/.nvm/versions/node/v22.20.0/bin/node'],
    python: ['3.13.5', 'apt', '/usr/bin/python3'],
    java: ['25', 'sdkman', '/home/ada/.sdkman/candidates/java/current/bin/java'],
    npm: ['10.9.3', 'nvm', '/home/ada/.nvm/versions/node/v22.20.0/bin/npm'],
    uv: ['0.9.2', 'script', '/home/ada/.local/bin/uv'],
    maven: ['3.9.11', 'sdkman', '/home/ada/.sdkman/candidates/maven/current/bin/mvn'],
    docker: ['28.5.1', 'apt', '/usr/bin/docker'],
    kubectl: ['1.34.1', 'brew', '/home/linuxbrew/.linuxbrew/bin/kubectl'],
    terraform: ['1.13.3', 'brew', '/home/linuxbrew/.linuxbrew/bin/terraform'],
    bash: ['5.2.37', 'apt', '/usr/bin/bash'],
  };

const NEWER: Readonly<Record<string, string>> = { 'claude-code': '2.0.21', uv: '0.9.5' };

/** The hub's own answers, with what is installed exchanged. */
async function pretendTools(page: Page): Promise<void> {
  // What the hub still finds out it would tell as it is.
  await expect
    .poll(async () => {
      const list = await page.evaluate(async () => {
        const headers = { 'X-Patchbay-Key': localStorage.getItem('patchbay.key') ?? '' };
        return (await (await fetch('/api/tools', { headers })).json()) as unknown;
      });
      return (list as ToolList).scan.complete;
    })
    .toBe(true);
  await page.route(/\/api\/tools(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as ToolList;
    await route.fulfill({ json: { ...json, tools: json.tools.map(pretend) } });
  });
  await page.route(/\/api\/tools\/[\w-]+$/, async (route) => {
    const response = await route.fetch();
    const json = pretend((await response.json()) as ToolDetail);
    const [copy] = json.copies;
    const why = copy
      ? [`${copy.path} wins: it is the first of this name, entry 1, from your login shell's PATH.`]
      : [];
    const argv = [['npm', 'install', '-g', '@anthropic-ai/claude-code@latest']];
    const update = argv.map((words) => ({
      ...json.recipes.install[0],
      recipe: 'npm',
      argv: words,
      usable: true,
      obstacle: '',
      note: '',
      script: undefined,
      downloads: 'the configured npm registry',
      needsRoot: false,
    }));
    await route.fulfill({
      json: { ...json, why, evidence: [], recipes: { ...json.recipes, update } },
    });
  });
}

function pretend<T extends ToolInfo>(tool: T): T {
  const [version, owner, path] = INSTALLED[tool.id] ?? [];
  if (version === undefined || owner === undefined || path === undefined) {
    return { ...tool, installed: false, launchable: false, copies: [], path: null, version: null };
  }
  const copy = {
    path,
    realPath: path,
    version,
    versionState: 'known' as const,
    versionDetail: null,
    versionFrom: null,
    owner,
    package: null,
    shim: false,
    from: 'login-shell' as const,
    openToAll: false,
    wins: true,
  };
  const latest = NEWER[tool.id];
  const checkedAt = new Date(Date.now() - 240_000).toISOString();
  const update = {
    installer: owner,
    installed: version,
    latest: latest ?? version,
    newer: latest !== undefined,
    checkedAt,
  };
  return {
    ...tool,
    installed: true,
    launchable: true,
    path,
    version,
    versionState: 'known',
    owner,
    copies: [copy],
    update,
  };
}

/** As it looks after some use. */
async function remember(page: Page): Promise<void> {
  const ago = (minutes: number) => Date.now() - minutes * 60_000;
  const recent = [
    { tool: 'claude-code', folder: project, args: [], atMs: ago(12) },
    { tool: 'lazygit', folder: project, args: [], atMs: ago(55) },
    { tool: 'claude-code', folder: project, args: ['--continue'], atMs: ago(1600) },
  ];
  const memory = { pinned: ['claude-code', 'git'], folder: project, folders: [project], recent };
  await page.evaluate(
    (text) => localStorage.setItem('patchbay.tools', text),
    JSON.stringify(memory),
  );
}

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the tools, ${colorScheme}`, async ({ open }) => {
    const { page } = await open({
      colorScheme,
      viewport: { width: 1280, height: 760 },
      deviceScaleFactor: 2,
    });
    await pretendTools(page);
    await remember(page);
    await page.goto(new URL('/tools', page.url()).href);
    await page.locator('[data-tool=claude-code]').click();
    await expect(page.getByText('this one runs')).toBeVisible();
    await expect(page.getByRole('list', { name: 'Asked for by the project' })).toBeVisible();
    await page.screenshot({ path: join(images, `tools-${colorScheme}.png`) });
  });
}

test('the tools on a phone', async ({ open }) => {
  const { page } = await open({
    colorScheme: 'dark',
    viewport: { width: 390, height: 780 },
    deviceScaleFactor: 2,
    hasTouch: true,
  });
  await pretendTools(page);
  await remember(page);
  await page.goto(new URL('/tools', page.url()).href);
  await expect(page.locator('[data-tool=claude-code]')).toBeVisible();
  await page.screenshot({ path: join(images, 'tools-phone.png') });
});

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
  await expect(hub.rows.filter({ hasText: 'git grep' })).toBeVisible();
  await hub.page.screenshot({ path: join(images, 'page-phone-list.png') });
});
