import { expect, test } from './fixtures.ts';

test('renames in place, seen by others at once', async ({ open }) => {
  const one = await open();
  const two = await open();
  await one.create({ name: 'old name', command: ['sleep', '600'] });
  const row = one.rows.filter({ hasText: 'old name' });
  await row.hover();
  await row.getByRole('button', { name: 'Rename old name' }).click();
  await one.page.keyboard.type('new name');
  await one.page.keyboard.press('Enter');
  await expect(one.rows.filter({ hasText: 'new name' })).toBeVisible();
  await expect(two.rows.filter({ hasText: 'new name' })).toBeVisible();

  // Escape leaves the name as it was.
  await one.page.getByRole('link', { name: /new name/ }).focus();
  await one.page.keyboard.press('F2');
  await one.page.keyboard.type('dropped');
  await one.page.keyboard.press('Escape');
  await expect(one.rows.filter({ hasText: 'new name' })).toBeVisible();
});

test('closes what runs only after asking', async ({ open }) => {
  const one = await open();
  const two = await open();
  await one.create({ name: 'long job', command: ['sleep', '600'] });
  const row = one.rows.filter({ hasText: 'long job' });
  await row.getByRole('link').focus();
  await one.page.keyboard.press('Delete');
  const dialog = one.page.getByRole('dialog', { name: 'Close long job?' });
  await expect(dialog).toContainText('sleep 600');
  await one.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row.getByRole('link')).toBeFocused();

  await one.page.keyboard.press('Delete');
  await dialog.getByRole('button', { name: 'End and close' }).click();
  await expect(row).toBeHidden();
  await expect(two.rows.filter({ hasText: 'long job' })).toBeHidden();
});

test('closes a shell at its prompt at once, and one with a job only after asking', async ({
  open,
}) => {
  const hub = await open();
  await hub.shell('busy');
  // What is typed while the shell still has the terminal is read as the shell reads.
  await hub.type('echo ready; cat');
  await hub.expectScreen(/^ready$/m);
  await hub.type('typed');
  await hub.expectScreen(/^typed\ntyped$/m);
  await hub.page.getByRole('button', { name: 'Close this terminal' }).click();
  const dialog = hub.page.getByRole('dialog', { name: 'Close busy?' });
  await expect(dialog).toContainText('cat is running there.');
  await dialog.getByRole('button', { name: 'Keep it' }).click();

  await hub.page.keyboard.press('Control+C');
  await hub.expectScreen(/\$\s*$/);
  await hub.page.keyboard.press('Control+Shift+Backspace');
  await expect(hub.rows.filter({ hasText: 'busy' })).toBeHidden();
  await expect(dialog).toBeHidden();
});

test('opens a command in a folder, and shows what is wrong where it is wrong', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'New terminal with a command or folder' }).click();
  await page.getByRole('textbox', { name: 'Command' }).fill('sh -c "pwd; sleep 600');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('A " is not closed.');

  await page.getByRole('textbox', { name: 'Command' }).fill('sh -c "pwd; sleep 600"');
  await page.getByRole('textbox', { name: 'Folder' }).fill('/no/such/folder');
  await page.keyboard.press('Enter');
  const folder = page.getByRole('textbox', { name: 'Folder' });
  await expect(folder).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('textbox', { name: 'Command' })).toHaveAttribute(
    'aria-invalid',
    'false',
  );

  await folder.fill('/usr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('.xterm-rows')).toContainText('/usr');
  await page.getByRole('button', { name: 'Close this terminal' }).click();
  await page.getByRole('button', { name: 'End and close' }).click();
});

test('opens a shell that marks its commands, by keys alone', async ({ open }) => {
  const hub = await open();
  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('new terminal with');
  await hub.page.keyboard.press('Enter');
  const dialog = hub.page.getByRole('dialog', { name: 'New terminal' });
  await expect(dialog.getByRole('textbox', { name: 'Command' })).toBeFocused();
  await hub.page.keyboard.type('bash');
  await hub.page.keyboard.press('Tab');
  await hub.page.keyboard.type('/usr');
  await hub.page.keyboard.press('Tab');
  await hub.page.keyboard.press('Space');
  await expect(dialog.getByRole('checkbox', { name: /^Shell integration/ })).toBeChecked();
  await hub.page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();

  await hub.type('cd share; (exit 4)');
  await expect(hub.page.getByTitle('The last command')).toContainText('exit code 4');
  await expect(hub.page.locator('.command-mark')).toHaveClass(/bad/);
  await expect(hub.page.getByTitle('Now in /usr/share')).toBeVisible();
  await expect(hub.rows.first().getByTitle('/usr/share')).toHaveText('share');
});

test('goes between terminals and the list by keys alone', async ({ open }) => {
  const hub = await open();
  const first = await hub.create({ name: 'first', command: ['sleep', '601'] });
  const second = await hub.create({ name: 'second', command: ['sleep', '602'] });
  await hub.show(first);
  await hub.page.keyboard.press('Control+Shift+ArrowDown');
  await expect(hub.page).toHaveURL(new RegExp(`/t/${second}$`));
  await expect(hub.page.getByRole('textbox', { name: 'Terminal second' })).toBeFocused();
  await hub.page.keyboard.press('Control+Shift+ArrowUp');
  await expect(hub.page).toHaveURL(new RegExp(`/t/${first}$`));

  await expect(hub.page.getByRole('textbox', { name: 'Terminal first' })).toBeFocused();
  await hub.page.keyboard.press('Control+Shift+L');
  await expect(hub.page.getByRole('link', { name: /first/ })).toBeFocused();
  await hub.page.keyboard.press('ArrowDown');
  await hub.page.keyboard.press('Enter');
  await expect(hub.page).toHaveURL(new RegExp(`/t/${second}$`));

  await expect(hub.page.getByRole('textbox', { name: 'Terminal second' })).toBeFocused();
  await hub.page.keyboard.press('Control+Shift+?');
  const help = hub.page.getByRole('dialog', { name: 'Keys' });
  await expect(help).toBeVisible();
  await hub.page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(hub.page.getByRole('textbox', { name: 'Terminal second' })).toBeFocused();
});
