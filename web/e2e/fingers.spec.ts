import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { HubPage } from './hub-page.ts';

/** What is done with keys or a mouse elsewhere, done by fingers alone. */
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

async function choose(hub: HubPage, item: string): Promise<void> {
  await hub.page.getByRole('button', { name: 'More for this terminal' }).tap();
  await hub.page.getByRole('menuitem', { name: item }).tap();
}

/** What the menu does not have, the palette has. */
async function find(hub: HubPage, words: string): Promise<void> {
  await hub.page.getByRole('button', { name: 'Find an action or a terminal' }).tap();
  await hub.page.getByRole('combobox').fill(words);
  await hub.page.getByRole('option').first().tap();
}

test('says what to do first where there is no terminal yet', async ({ open }) => {
  const hub = await open(PHONE);
  await expect(hub.page.getByText('No terminal is open')).toBeVisible();
  await hub.page.getByRole('button', { name: 'New terminal', exact: true }).last().tap();
  await expect(hub.status).toHaveText('Running');
});

test('finds text above the screen', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.run({ command: ['bash', '-c', 'seq -f "line %g" 1 200; exec cat'] });
  await hub.expectScreen(/^line 200$/m);
  await choose(hub, 'Find on the screen and above it');
  const search = hub.page.getByRole('search');
  await search.getByRole('searchbox').fill('line 17');
  await expect(search).toContainText('of 11');
  for (let hit = 0; hit < 10; hit++) await search.getByRole('button', { name: 'Previous' }).tap();
  await hub.expectScreen(/^line 17$/m);
  await search.getByRole('button', { name: 'Close' }).tap();
  await expect(search).toBeHidden();
});

test('pastes, and asks before several lines would run', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await hub.run({ command: ['bash', '-c', 'stty -echo; echo ready; exec cat'] });
  await hub.expectScreen(/^ready$/m);
  await hub.page.evaluate(() => navigator.clipboard.writeText('first\nsecond\n'));
  const paste = hub.page
    .getByRole('toolbar', { name: 'Keys' })
    .getByRole('button', { name: 'Paste' });
  await paste.tap();
  const dialog = hub.page.getByRole('dialog', { name: 'Paste 2 lines?' });
  await dialog.getByRole('button', { name: 'Cancel' }).tap();
  await expect(dialog).toBeHidden();
  await paste.tap();
  await dialog.getByRole('button', { name: 'Paste', exact: true }).tap();
  await hub.expectScreen(/^first\nsecond$/m);
  expect((await hub.lines()).filter((line) => line === 'first')).toHaveLength(1);
});

test('lets a program write to the clipboard once that is allowed', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const script = String.raw`read; printf '\033]52;c;aGVsbG8=\007'; exec cat`;
  const id = await hub.run({ command: ['bash', '-c', script] });
  await hub.page.evaluate(() => navigator.clipboard.writeText('untouched'));
  await hub.send(id, '\n');
  const bar = hub.page.getByRole('alertdialog', { name: 'Clipboard' });
  await bar.getByRole('button', { name: 'Allow in this terminal' }).tap();
  await expect.poll(() => hub.page.evaluate(() => navigator.clipboard.readText())).toBe('hello');
});

test('uploads a file and downloads it again', async ({ open }) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'patchbay-fingers-')));
  const hub = await open(PHONE);
  await hub.run({ name: 'shell', command: ['bash', '--norc', '--noprofile'], cwd: folder });
  const choosing = hub.page.waitForEvent('filechooser');
  await find(hub, 'upload');
  const buffer = Buffer.from('from a phone');
  await (await choosing).setFiles([{ name: 'note.txt', mimeType: 'text/plain', buffer }]);
  await expect(hub.page.getByText(`12 B in ${folder}`)).toBeVisible();
  await hub.page.getByRole('button', { name: 'Clear' }).tap();

  await find(hub, 'download');
  const dialog = hub.page.getByRole('dialog', { name: 'Download a file' });
  await dialog.getByLabel('Path').fill('note.txt');
  const downloading = hub.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).tap();
  const download = await downloading;
  expect(await readFile(await download.path(), 'utf8')).toBe('from a phone');
  await rm(folder, { recursive: true });
});

test('shares a terminal to be watched, and watches it', async ({ open }) => {
  const hub = await open(PHONE);
  const id = await hub.shell('seen');
  await choose(hub, 'Share this terminal…');
  const dialog = hub.page.getByRole('dialog', { name: 'Share seen' });
  await expect(dialog.getByRole('textbox').first()).toHaveValue(new RegExp(`/t/${id}`));
  await dialog.getByRole('button', { name: 'Done' }).tap();
  await find(hub, 'watch only');
  await expect(hub.status).toHaveText('Running, view only');
  await find(hub, 'type in this');
  await expect(hub.status).toHaveText('Running');
});

test('asks before it ends what runs, and closes the tab only where that is meant', async ({
  open,
}) => {
  const hub = await open(PHONE);
  await hub.run({ name: 'busy', command: ['sleep', '600'] });
  await hub.page.getByRole('button', { name: 'Close this terminal' }).tap();
  const dialog = hub.page.getByRole('dialog', { name: 'Close busy?' });
  await dialog.getByRole('button', { name: 'Close the tab only' }).tap();
  await expect(hub.panes).toHaveCount(0);
  await hub.page.getByRole('link', { name: 'Terminals' }).tap();
  await hub.page.getByRole('button', { name: 'Close busy' }).tap();
  await dialog.getByRole('button', { name: 'End and close' }).tap();
  await expect(hub.page.getByText('No terminal is open')).toBeVisible();
});

test('says that the connection is lost, and comes back at a touch', async ({ open, network }) => {
  const hub = await open({ ...PHONE, proxy: network.proxy });
  const id = await hub.shell();
  network.cut();
  await expect(hub.status).toHaveText(/^Connection lost/);
  await hub.send(id, 'echo back\n');
  // It comes back by itself too, and the button is gone then: it is touched while it is there.
  const tried = network.refused;
  await hub.page.getByRole('button', { name: 'Retry now' }).tap();
  await expect.poll(() => network.refused).toBeGreaterThan(tried);
  network.mend();
  await hub.expectScreen(/^back$/m);
  await expect(hub.status).toHaveText('Running');
});

test('keeps a theme that was chosen', async ({ open }) => {
  const hub = await open({ ...PHONE, colorScheme: 'dark' });
  const background = () => hub.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await hub.page.getByRole('link', { name: 'Settings' }).tap();
  await hub.page.getByRole('radio', { name: 'Light' }).tap();
  await expect.poll(background).not.toBe(dark);
  const light = await background();
  await hub.page.reload();
  await expect.poll(background).toBe(light);
});
