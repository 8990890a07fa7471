import { expect, test } from './fixtures.ts';

test('finds text on the screen and above it', async ({ open }) => {
  const hub = await open();
  await hub.run({ command: ['bash', '-c', 'seq -f "line %g" 1 300; echo Line 7x; exec cat'] });
  await hub.expectScreen(/^Line 7x$/m);
  await hub.page.keyboard.press('Control+Shift+F');
  const search = hub.page.getByRole('search');
  const count = search.getByRole('status');
  await expect(search.getByRole('searchbox')).toBeFocused();
  await hub.page.keyboard.type('line 7');
  await expect(count).toHaveText('12 of 12');
  await hub.page.keyboard.press('Enter');
  await expect(count).toHaveText('11 of 12');
  await hub.expectScreen(/^line 79$/m);
  await hub.page.keyboard.press('Shift+Enter');
  await expect(count).toHaveText('12 of 12');

  await search.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('11 of 11');
  await search.getByRole('button', { name: 'Whole words' }).click();
  await expect(count).toHaveText('1 of 1');
  await hub.expectScreen(/^line 7$/m);
  await search.getByRole('searchbox').fill('not there');
  await expect(count).toHaveText('Not found');
  await search.getByRole('button', { name: 'Close the search' }).click();
  await expect(search).toBeHidden();
  await expect(hub.keyboardArea).toBeFocused();
});

test('asks once before several lines are pasted that would run at once', async ({ open }) => {
  const hub = await open();
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await hub.run({ command: ['bash', '-c', 'stty -echo; echo ready; exec cat'] });
  await hub.expectScreen(/^ready$/m);
  const dialog = hub.page.getByRole('dialog', { name: 'Paste 2 lines?' });
  const paste = async (text: string) => {
    await hub.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await hub.page.keyboard.press('Control+Shift+V');
  };

  await paste('one line\n');
  await hub.expectScreen(/^one line$/m);
  await paste('dropped 1\ndropped 2\n');
  await expect(dialog).toContainText('dropped 1');
  await hub.page.keyboard.press('Escape');
  await expect(hub.keyboardArea).toBeFocused();
  await paste('first\nsecond\n');
  await expect(dialog).toContainText('first');
  await hub.page.keyboard.press('Enter');
  await hub.expectScreen(/^first\nsecond$/m);
  await paste('third\nfourth\n');
  await dialog.getByRole('button', { name: 'Paste, and do not ask again' }).click();
  await hub.expectScreen(/^third\nfourth$/m);
  await paste('fifth\nsixth\n');
  await hub.expectScreen(/^fifth\nsixth$/m);
  expect((await hub.lines()).join('\n')).not.toContain('dropped');
});

test('shares a link to watch by, and says what it gives', async ({ open }) => {
  const hub = await open();
  const id = await hub.shell('to be seen');
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await hub.page.getByRole('button', { name: 'More for this terminal' }).click();
  await hub.page.getByRole('menuitem', { name: 'Share this terminal…' }).click();
  const dialog = hub.page.getByRole('dialog', { name: 'Share to be seen' });
  await expect(dialog).toContainText('access token');
  await dialog.getByRole('button', { name: 'Copy the link: To watch only' }).click();
  await expect(dialog.getByRole('button', { name: 'Copy the link: To watch only' })).toHaveText(
    'Copied',
  );
  const link = await hub.page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(new RegExp(`/t/${id}\\?role=view$`));
  await hub.page.keyboard.press('Escape');

  await hub.page.goto(link);
  await expect(hub.status).toHaveText('Running, view only');
  await hub.page.keyboard.press('Control+K');
  await hub.page.keyboard.type('type in this');
  await hub.page.keyboard.press('Enter');
  await expect(hub.status).toHaveText('Running');
  await hub.type('echo "typed $((2 + 3))"');
  await hub.expectScreen(/^typed 5$/m);
});

test('opens links to the web, and shows where they lead', async ({ open }) => {
  const hub = await open();
  const { origin } = new URL(hub.page.url());
  const url = `${origin}/api/health`;
  const hidden = String.raw`\e]8;;${url}\e\\click here\e]8;;\e\\`;
  await hub.run({ command: ['bash', '-c', `printf '${hidden}\n${url}\n'; sleep 600`] });
  await hub.expectScreen(/^click here$/m);
  for (const row of [0, 1]) {
    const position = { x: 30, y: 10 + row * 20 };
    await hub.pointerArea.hover({ position });
    await expect(hub.page.locator('.status-link')).toHaveText(url);
    const popup = hub.page.context().waitForEvent('page');
    await hub.pointerArea.click({ position });
    const opened = await popup;
    await expect.poll(() => opened.url()).toBe(url);
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    await opened.close();
  }
});

test('fills the whole screen, and comes back', async ({ open }) => {
  const hub = await open();
  await hub.shell();
  const isFull = () => hub.page.evaluate(() => document.fullscreenElement !== null);
  for (const expected of [true, false]) {
    await hub.page.keyboard.press('Control+K');
    await hub.page.keyboard.type('full screen');
    await hub.page.keyboard.press('Enter');
    await expect.poll(isFull).toBe(expected);
  }
  await hub.type('echo "back $((3 * 3))"');
  await hub.expectScreen(/^back 9$/m);
});

test('sends what is typed while a new terminal is still being connected', async ({ open }) => {
  const hub = await open();
  await hub.shell('old');
  await hub.create({ name: 'new', command: ['bash', '-c', 'exec cat'] });
  await hub.rows.filter({ hasText: 'new' }).getByRole('link').click();
  await expect(hub.keyboardOf('new')).toBeFocused();
  await hub.type('typed at once');
  await hub.expectScreen(/^typed at once\ntyped at once$/m);
});
