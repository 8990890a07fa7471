import { expect, test } from './fixtures.ts';

test('changes the letters of terminals at once, and keeps it', async ({ open }) => {
  const hub = await open();
  const id = await hub.shell();
  const { cols } = await hub.readSize();
  await hub.page.getByRole('link', { name: 'Settings' }).click();
  await hub.page.getByLabel('Text size').fill('20');
  await hub.page.getByLabel('Font').fill('DejaVu Sans Mono');
  await hub.page.keyboard.press('Tab');
  await hub.page.reload();
  await expect(hub.page.getByLabel('Text size')).toHaveValue('20');
  await expect(hub.page.getByLabel('Font')).toHaveValue('DejaVu Sans Mono');

  await hub.show(id);
  await expect.poll(async () => (await hub.readSize()).cols).toBeLessThan(cols * 0.75);
  await hub.type('clear; stty size');
  const larger = await hub.readSize();
  await hub.expectScreen(new RegExp(`^${larger.rows} ${larger.cols}$`, 'm'));
});

test('gives keys to other actions, or back to the program', async ({ open }) => {
  const hub = await open();
  const id = await hub.create({
    name: 'keys',
    command: ['bash', '-c', 'stty -icanon -echo; echo ready; cat -v'],
  });
  await hub.page.getByRole('link', { name: 'Settings' }).click();
  const change = (action: string) =>
    hub.page.getByRole('button', { name: `Change the keys of: ${action}`, exact: true }).click();

  await change('New terminal');
  await hub.page.keyboard.press('a');
  await expect(hub.page.getByRole('alert')).toHaveText(/needed for typing/);
  await hub.page.keyboard.press('Control+k');
  await expect(hub.page.getByRole('alert')).toHaveText(/“Find an action or a terminal” has these/);
  await hub.page.keyboard.press('Control+Alt+y');
  await hub.page
    .getByRole('button', { name: 'Remove the keys of: Find an action or a terminal' })
    .click();

  await hub.show(id);
  await hub.expectScreen(/^ready$/m);
  await hub.page.keyboard.press('Control+K');
  await hub.expectScreen(/\^K/);
  await hub.page.keyboard.press('Control+Alt+y');
  await expect(hub.tabs).toHaveCount(2);

  await hub.page.keyboard.press('Control+Shift+?');
  const listed = hub.page.getByRole('dialog', { name: 'Keys' }).locator('.keys > div');
  await expect(listed.filter({ hasText: /^New terminal/ })).toHaveText('New terminalCtrlAltY');
  await expect(listed.filter({ hasText: 'Find an action or a terminal' })).toHaveCount(0);
});

test('lets a screen reader read the screen', async ({ open }) => {
  const hub = await open();
  const id = await hub.create({ command: ['bash', '-c', 'echo to be read; exec cat'] });
  await hub.page.getByRole('link', { name: 'Settings' }).click();
  await hub.page.getByRole('checkbox', { name: 'Screen reader mode' }).check();
  await hub.show(id);
  await expect(
    hub.page.locator('.xterm-accessibility-tree').getByText('to be read'),
  ).toBeAttached();
  await hub.page.keyboard.type('told');
  await hub.page.keyboard.press('Enter');
  await expect(hub.page.locator('.live-region')).toContainText('told');
});
