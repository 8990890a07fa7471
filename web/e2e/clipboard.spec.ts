import { expect, test } from './fixtures.ts';
import type { HubPage } from './hub-page.ts';

/** A program that puts each line it reads on the clipboard, and says so. */
const WRITER = String.raw`stty -echo; echo ready
  while read -r line; do printf '\033]52;c;%s\007' "$(printf %s "$line" | base64 -w0)"; echo "put $line"; done`;

async function start(hub: HubPage): Promise<string> {
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await hub.run({ name: 'writer', command: ['bash', '-c', WRITER] });
  await hub.expectScreen(/^ready$/m);
  await hub.page.evaluate(() => navigator.clipboard.writeText('untouched'));
  return id;
}

const readClipboard = (hub: HubPage) => hub.page.evaluate(() => navigator.clipboard.readText());

test('lets a program write to the clipboard once the user allowed it', async ({ open }) => {
  const hub = await open();
  const id = await start(hub);
  await hub.type('first');
  await hub.expectScreen(/^put first$/m);
  const bar = hub.page.getByRole('alertdialog', { name: 'Clipboard' });
  await expect(bar).toBeVisible();
  expect(await readClipboard(hub)).toBe('untouched');
  await bar.getByRole('button', { name: 'Allow in this terminal' }).click();
  await expect.poll(() => readClipboard(hub)).toBe('first');

  await expect(hub.keyboardArea).toBeFocused();
  await hub.type('second ü');
  await expect.poll(() => readClipboard(hub)).toBe('second ü');
  await expect(bar).toBeHidden();

  await hub.show(id);
  await hub.type('third');
  await expect.poll(() => readClipboard(hub)).toBe('third');
  await expect(bar).toBeHidden();
});

test('keeps a program from the clipboard until the answer is changed', async ({ open }) => {
  const hub = await open();
  await start(hub);
  await hub.type('first');
  const bar = hub.page.getByRole('alertdialog', { name: 'Clipboard' });
  await bar.getByRole('button', { name: 'Never here' }).click();
  await expect(hub.keyboardArea).toBeFocused();
  await hub.type('second');
  await hub.expectScreen(/^put second$/m);
  await expect(bar).toBeHidden();
  expect(await readClipboard(hub)).toBe('untouched');

  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('write to the clipboard');
  await hub.page.keyboard.press('Enter');
  await expect(hub.keyboardArea).toBeFocused();
  await hub.type('third');
  await expect.poll(() => readClipboard(hub)).toBe('third');
});
