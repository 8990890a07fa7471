import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubPage } from './hub-page.ts';
import { expect, test as base } from './fixtures.ts';

const test = base.extend<{ home: string }>({
  // eslint-disable-next-line no-empty-pattern -- how a fixture says that it needs no other
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'patchbay-home-'));
    await writeFile(join(home, '.bashrc'), "PS1='$ '; unset HISTFILE\n");
    await use(home);
    await rm(home, { recursive: true });
  },
});

/** A bash that marks its commands. */
async function shell(hub: HubPage, home: string): Promise<string> {
  const id = await hub.run({
    name: 'shell',
    command: ['bash'],
    cwd: home,
    env: { HOME: home },
    shellIntegration: true,
  });
  await hub.expectScreen(/^\$/);
  return id;
}

const marks = (hub: HubPage) => hub.page.locator('.command-mark');

async function act(hub: HubPage, action: string): Promise<void> {
  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type(action);
  await hub.page.keyboard.press('Enter');
  await expect(hub.page.getByRole('dialog')).toBeHidden();
}

test('marks commands with how they ended, also for who comes later', async ({ open, home }) => {
  const hub = await open();
  const id = await shell(hub, home);
  await hub.type('true');
  await hub.type('sh -c "echo out; exit 3"');
  const last = hub.page.getByTitle('The last command');
  await expect(last).toHaveText(/^sh -c "echo out; exit 3": exit code 3 after [\d.]+ m?s$/);
  await expect(marks(hub)).toHaveCount(2);
  await expect(marks(hub).first()).toHaveClass(/good/);
  await expect(marks(hub).last()).toHaveClass(/bad/);
  const says = await marks(hub).last().getAttribute('title');

  await hub.show(id);
  await expect(marks(hub)).toHaveCount(2);
  // The hub's clock and the page's may disagree by the way between them.
  await expect(marks(hub).last()).toHaveAttribute(
    'title',
    /^sh -c .*: exit code 3 after [\d.]+ m?s$/,
  );
  expect(says).toMatch(/exit code 3/);
});

test('goes from command to command and selects what one printed', async ({ open, home }) => {
  const hub = await open();
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await shell(hub, home);
  await hub.type('seq 1 200');
  await hub.expectScreen(/^200$/m);
  await hub.type('echo second');
  await hub.expectScreen(/^second$/m);
  await expect(hub.page.getByTitle('The last command')).toContainText('echo second: exit code 0');

  await hub.page.keyboard.press('Alt+PageUp');
  await hub.page.keyboard.press('Alt+PageUp');
  await hub.expectScreen(/^\$ seq 1 200\n1\n2\n/);
  await act(hub, 'copy what the command printed');
  const numbers = Array.from({ length: 200 }, (_, i) => String(i + 1)).join('\n');
  await expect.poll(() => hub.page.evaluate(() => navigator.clipboard.readText())).toBe(numbers);

  await hub.page.keyboard.press('Alt+PageDown');
  await act(hub, 'copy what the command printed');
  await expect.poll(() => hub.page.evaluate(() => navigator.clipboard.readText())).toBe('second');
});

test('types a command again from its mark, and leaves Enter to the user', async ({
  open,
  home,
}) => {
  const hub = await open();
  await shell(hub, home);
  await hub.type('echo "once $((1 + 1))"');
  await hub.expectScreen(/^once 2$/m);
  await expect(marks(hub).first()).toHaveClass(/good/);
  await marks(hub).first().click();
  const again = hub.page.getByRole('menuitem', { name: /Type the command again/ });
  await expect(again).toBeFocused();
  await hub.page.keyboard.press('Escape');
  await expect(again).toBeHidden();
  await expect(hub.keyboardArea).toBeFocused();
  await marks(hub).first().click();
  await again.click();
  await hub.expectScreen(/once 2\n\$ echo "once \$\(\(1 \+ 1\)\)"$/m);
  await expect(marks(hub)).toHaveCount(1);
  await expect(hub.keyboardArea).toBeFocused();
  await hub.page.keyboard.press('Enter');
  await hub.expectScreen(/once 2\n\$ echo .*\nonce 2$/m);
});

test('does not run what a program only says was a command', async ({ open, home }) => {
  const hub = await open();
  await shell(hub, home);
  const fake = String.raw`printf '\033]133;A\007\033]133;C;cmdline_url=echo%%20a%%0aecho%%20b\007\033]133;D;0\007'; cat`;
  await hub.type(fake);
  await expect(hub.page.getByTitle('The last command')).toContainText('echo a…');
  await act(hub, 'type the command again');
  await expect(hub.page.getByRole('alert')).toContainText('several lines');
});
