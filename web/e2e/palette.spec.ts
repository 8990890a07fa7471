import { expect, test } from './fixtures.ts';

test('finds actions and terminals by some letters, by keys alone', async ({ open }) => {
  const hub = await open();
  await hub.create({ name: 'server log', command: ['sleep', '600'] });
  await hub.shell('mine');
  const palette = hub.page.getByRole('dialog', { name: 'Find an action or a terminal' });
  const options = palette.getByRole('option');

  await hub.page.keyboard.press('Control+K');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await hub.page.keyboard.type('srvlg');
  await expect(options.first()).toContainText('server log');
  await hub.page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(hub.keyboardOf('server log')).toBeFocused();

  // What was used comes first from then on.
  await hub.page.keyboard.press('Control+K');
  await expect(options.first()).toContainText('server log');
  await hub.page.keyboard.type('split');
  await expect(options.first()).toContainText('Split: new terminal to the right');
  await expect(options.first().locator('kbd')).toHaveText(['Ctrl', 'Shift', 'E']);
  await hub.page.keyboard.press('ArrowDown');
  await hub.page.keyboard.press('Enter');
  await expect(hub.panes).toHaveCount(2);

  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('nothing is called so');
  await expect(palette.getByText('Nothing is called that.')).toBeVisible();
  await hub.page.keyboard.press('Escape');
  // Opened again before the browser has told that it is closed.
  await hub.page.keyboard.press('Control+K');
  await expect(palette.getByRole('combobox')).toHaveValue('');
  await hub.page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
});

test('opens by the pointer, and gives its key to the program when pressed twice', async ({
  open,
}) => {
  const hub = await open();
  await hub.run({ command: ['bash', '-c', 'stty -icanon -echo; echo ready; cat -v'] });
  await hub.expectScreen(/^ready$/m);
  const palette = hub.page.getByRole('dialog', { name: 'Find an action or a terminal' });
  await hub.page.getByRole('button', { name: 'Find an action or a terminal' }).click();
  await palette.getByRole('option', { name: 'Keys and help' }).click();
  await expect(hub.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await hub.page.keyboard.press('Escape');

  await hub.pointerArea.click();
  await hub.page.keyboard.press('Control+K');
  await expect(palette).toBeVisible();
  await hub.page.keyboard.press('Control+K');
  await expect(palette).toBeHidden();
  await hub.expectScreen(/\^K/);
});
