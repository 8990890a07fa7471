import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { HubPage } from './hub-page.ts';
import { expect, test as base } from './fixtures.ts';

const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- how a fixture says that it needs no other
  folder: async ({}, use) => {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'patchbay files ')));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

interface Dropped {
  readonly name: string;
  readonly text: string;
}

/** A shell that has gone to a folder below the one it started in. */
async function shellIn(hub: HubPage, folder: string): Promise<string> {
  await mkdir(join(folder, 'sub'));
  const command = ['bash', '--norc', '--noprofile'];
  const id = await hub.run({ name: 'shell', command, cwd: folder, env: { PS1: '$ ' } });
  await hub.expectScreen(/^\$/);
  await hub.type('cd sub; echo moved');
  await hub.expectScreen(/^moved$/m);
  return id;
}

async function transfer(page: Page, files: readonly Dropped[]) {
  return page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, text } of list) data.items.add(new File([text], name));
    return data;
  }, files);
}

async function drop(hub: HubPage, ...files: readonly Dropped[]): Promise<void> {
  const dataTransfer = await transfer(hub.page, files);
  const pane = hub.page.getByRole('article', { name: 'shell' });
  await pane.dispatchEvent('dragenter', { dataTransfer });
  await expect(hub.page.getByText('Drop to upload')).toBeVisible();
  await pane.dispatchEvent('drop', { dataTransfer });
  await expect(hub.page.getByText('Drop to upload')).toBeHidden();
}

test('uploads what is dropped into the folder that the shell is in now', async ({
  open,
  folder,
}) => {
  const hub = await open();
  await shellIn(hub, folder);
  await drop(hub, { name: 'one ü.txt', text: 'first' }, { name: 'two.txt', text: 'second' });
  const uploads = hub.page.getByRole('region', { name: 'Uploads' });
  await expect(uploads.getByText(`6 B in ${folder}/sub`)).toBeVisible();
  expect(await readFile(join(folder, 'sub/one ü.txt'), 'utf8')).toBe('first');
  expect((await readdir(join(folder, 'sub'))).sort()).toEqual(['one ü.txt', 'two.txt']);
  await uploads.getByRole('button', { name: 'Clear' }).click();
  await expect(uploads).toBeHidden();
});

test('asks where names are taken, once for all if so wished', async ({ open, folder }) => {
  const hub = await open();
  await shellIn(hub, folder);
  for (const name of ['a', 'b', 'c']) await writeFile(join(folder, 'sub', name), 'old');
  await drop(hub, ...['a', 'b', 'c', 'd'].map((name) => ({ name, text: `new ${name}` })));
  const dialog = hub.page.getByRole('dialog', { name: 'Replace the file?' });
  await expect(dialog).toContainText('There is a a in');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(dialog).toContainText('There is a b in');
  await dialog.getByLabel('The same for one more').check();
  await hub.page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Keep both' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(hub.page.getByText(`5 B in ${folder}/sub`)).toHaveCount(4);
  expect((await readdir(join(folder, 'sub'))).sort()).toEqual(['a', 'b', 'b-1', 'c', 'c-1', 'd']);
  expect(await readFile(join(folder, 'sub/a'), 'utf8')).toBe('new a');
  expect(await readFile(join(folder, 'sub/b'), 'utf8')).toBe('old');

  await drop(hub, { name: 'd', text: 'not this' });
  await dialog.getByRole('button', { name: 'Skip it' }).click();
  await expect(dialog).toBeHidden();
  expect(await readFile(join(folder, 'sub/d'), 'utf8')).toBe('new d');
});

test('uploads by command, and cancels', async ({ open, folder }) => {
  const hub = await open();
  await shellIn(hub, folder);
  const choosing = hub.page.waitForEvent('filechooser');
  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('upload');
  await hub.page.keyboard.press('Enter');
  // The request is held back, so that there is something to cancel.
  await hub.page.route('**/api/files?*', () => undefined);
  const chooser = await choosing;
  await chooser.setFiles([
    { name: 'slow.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(100_000) },
    { name: 'next.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(10) },
  ]);
  const progress = hub.page.getByRole('progressbar', { name: 'Progress of slow.bin' });
  await expect(progress).toBeVisible();
  await hub.page.getByRole('button', { name: 'Cancel the upload of next.bin' }).click();
  await hub.page.getByRole('button', { name: 'Cancel the upload of slow.bin' }).click();
  await expect(hub.page.getByText('Cancelled, nothing was stored')).toHaveCount(2);
  expect(await readdir(join(folder, 'sub'))).toEqual([]);
});

test('stores a pasted image and types where it is', async ({ open, folder }) => {
  const hub = await open();
  await shellIn(hub, folder);
  await hub.type('cat > typed');
  await expect.poll(() => existsSync(join(folder, 'sub/typed'))).toBe(true);
  await hub.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['not really a picture'], 'image.png', { type: 'image/png' }));
    const paste = { clipboardData: data, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', paste));
  });
  await hub.expectScreen(/pasted-\d{8}-\d{6}\.png'/);
  await hub.page.keyboard.press('Enter');
  await hub.page.keyboard.press('Control+D');
  await hub.type('eval "cat $(cat typed)"');
  await hub.expectScreen(/^not really a picture/m);
});

test('says why files cannot be uploaded', async ({ open, folder }) => {
  const hub = await open();
  await shellIn(hub, folder);
  await rm(join(folder, 'sub'), { recursive: true });
  await drop(hub, { name: 'lost', text: 'x' });
  await expect(hub.page.getByRole('alert')).toContainText('There is no');
});

test('downloads a file by command, or says why not', async ({ open, folder }) => {
  const hub = await open();
  await shellIn(hub, folder);
  await writeFile(join(folder, 'sub/report ü.html'), '<script>1</script>');
  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('download');
  await hub.page.keyboard.press('Enter');
  const dialog = hub.page.getByRole('dialog', { name: 'Download a file' });
  await expect(dialog.getByLabel('Path')).toBeFocused();
  await hub.page.keyboard.type('nonesuch');
  await hub.page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('nonesuch');
  await dialog.getByLabel('Path').fill('report ü.html');
  const downloading = hub.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('report ü.html');
  expect(await readFile(await download.path(), 'utf8')).toBe('<script>1</script>');
  await expect(dialog).toBeHidden();
});

test('downloads what a link names, when asked', async ({ open, folder }) => {
  const hub = await open();
  const file = join(folder, 'linked');
  await writeFile(file, 'behind the link');
  const link = String.raw`printf '\033]8;;file://somewhere%s\033\\link\033]8;;\033\\\n' "$1"; sleep 600`;
  await hub.run({ command: ['bash', '-c', link, 'bash', file.replaceAll(' ', '%20')] });
  await hub.expectScreen(/^link$/m);
  await hub.pointerArea.click({ position: { x: 12, y: 8 } });
  const dialog = hub.page.getByRole('dialog', { name: 'Download a file' });
  await expect(dialog.getByLabel('Path')).toHaveValue(file);
  const downloading = hub.page.waitForEvent('download');
  await hub.page.keyboard.press('Enter');
  expect(await readFile(await (await downloading).path(), 'utf8')).toBe('behind the link');
});
