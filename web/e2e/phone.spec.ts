import { expect, test } from './fixtures.ts';

const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

test('has the keys that a phone lacks', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.run({
    name: 'keys',
    command: ['bash', '-c', 'stty -icanon -echo -isig; echo ready; cat -vT'],
  });
  await hub.expectScreen(/^ready$/m);
  const keys = hub.page.getByRole('toolbar', { name: 'Keys' });
  const tap = (name: string) => keys.getByRole('button', { name, exact: true }).tap();
  await tap('Esc');
  await tap('Up');
  await tap('Tab');
  for (const arrow of ['Left', 'Down', 'Right']) await tap(arrow);
  await hub.expectScreen(/\^\[\^\[\[A\^I\^\[\[D\^\[\[B\^\[\[C$/m);
  await tap('Ctrl');
  await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'true');
  await hub.page.keyboard.type('c');
  await hub.expectScreen(/\^C$/m);
  await expect(keys.getByRole('button', { name: 'Ctrl' })).toHaveAttribute('aria-pressed', 'false');
  await hub.page.keyboard.type('c');
  await hub.expectScreen(/\^Cc$/m);
  await expect(hub.keyboardArea).toBeFocused();
});

test('goes everywhere by the bar at the bottom, with nothing cut off', async ({ open }) => {
  const hub = await open(PHONE);
  const id = await hub.create({ name: 'first', command: ['sleep', '600'] });
  await hub.create({ name: 'second', command: ['sleep', '600'] });
  await hub.show(id);
  const overflow = () =>
    hub.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

  await hub.page.getByRole('button', { name: 'Find an action or a terminal' }).tap();
  await hub.page.getByRole('combobox').fill('second');
  await hub.page.getByRole('option').first().tap();
  await expect(hub.pane('second')).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await hub.tab('first').tap();
  await expect(hub.pane('first')).toBeVisible();

  await hub.page.getByRole('link', { name: 'Settings' }).tap();
  await expect(hub.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await hub.page.getByRole('link', { name: 'Terminals' }).tap();
  await expect(hub.rows.filter({ hasText: 'second' })).toBeVisible();
  await expect(hub.panes).toHaveCount(0);
});

test('opens, renames and closes a terminal by fingers', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.page.getByRole('button', { name: 'New terminal', exact: true }).first().tap();
  await expect(hub.status).toHaveText('Running');
  await hub.page.getByRole('button', { name: 'More for this terminal' }).tap();
  await hub.page.getByRole('menuitem', { name: 'Rename this terminal' }).tap();
  await hub.page.keyboard.type('pocket');
  await hub.page.keyboard.press('Enter');
  await expect(hub.tab('pocket')).toBeVisible();
  await hub.page.getByRole('button', { name: 'Close this terminal' }).tap();
  await expect(hub.tab('pocket')).toBeHidden();
  await hub.page.getByRole('link', { name: 'Terminals' }).tap();
  await expect(hub.rows).toHaveCount(0);
});

test('scrolls back with one finger', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.run({ command: ['bash', '-c', 'seq -f "line %g" 1 200; exec cat'] });
  await hub.expectScreen(/^line 200$/m);
  const touch = await hub.page.context().newCDPSession(hub.page);
  const finger = (type: 'touchStart' | 'touchMove', y: number) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x: 195, y }] });
  await finger('touchStart', 200);
  for (let y = 220; y <= 500; y += 20) await finger('touchMove', y);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => (await hub.lines()).join('\n')).not.toContain('line 200');
});

test('makes the letters larger with two fingers', async ({ open }) => {
  const hub = await open(PHONE);
  await hub.run({ command: ['bash', '-c', 'echo pinched; sleep 600'] });
  await hub.expectScreen(/^pinched$/m);
  const { cols } = await hub.readSize();
  const touch = await hub.page.context().newCDPSession(hub.page);
  const fingers = async (type: 'touchStart' | 'touchMove', apart: number) => {
    const touchPoints = [
      { x: 195 - apart / 2, y: 300, id: 0 },
      { x: 195 + apart / 2, y: 300, id: 1 },
    ];
    await touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await fingers('touchStart', 100);
  await fingers('touchMove', 130);
  await fingers('touchMove', 160);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(async () => (await hub.readSize()).cols).toBeLessThan(cols * 0.75);
});
