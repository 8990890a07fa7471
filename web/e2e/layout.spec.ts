import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const SHELL = { command: ['bash', '--norc', '--noprofile'], env: { PS1: '$ ' } };

test('splits by keys, goes between the parts, moves their line and fills the room', async ({
  open,
}) => {
  const hub = await open();
  const { keyboard } = hub.page;
  await hub.run({ ...SHELL, name: 'one' });
  await keyboard.press('Control+Shift+E');
  await expect(hub.panes).toHaveCount(2);
  await keyboard.press('Control+Shift+O');
  await expect(hub.panes).toHaveCount(3);
  await expect(hub.tabs).toHaveCount(3);

  await keyboard.press('Alt+Shift+ArrowUp');
  await keyboard.press('Alt+Shift+ArrowLeft');
  await expect(hub.keyboardOf('one')).toBeFocused();
  await hub.type('echo "in $((40 + 2))"');
  await hub.expectPane('one', /^in 42$/m);

  const before = await width(hub.pane('one'));
  await keyboard.press('Control+Alt+Shift+ArrowRight');
  await expect.poll(() => width(hub.pane('one'))).toBeGreaterThan(before + 20);
  const line = hub.page.getByRole('separator', { name: 'Line between left and right' });
  await line.focus();
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect.poll(() => width(hub.pane('one'))).toBeLessThan(before);

  await hub.keyboardOf('one').focus();
  await keyboard.press('Control+Shift+X');
  await expect(hub.panes).toHaveCount(1);
  await keyboard.press('Control+Shift+X');
  await expect(hub.panes).toHaveCount(3);

  await keyboard.press('Control+Shift+Backspace');
  await expect(hub.panes).toHaveCount(2);
  await expect(hub.pane('one')).toBeHidden();

  await keyboard.press('Control+Shift+Enter');
  await expect(hub.tabs).toHaveCount(3);
  await expect(hub.panes).toHaveCount(2);
  const newest = hub.page.url();
  await keyboard.press('Control+Shift+ArrowLeft');
  await expect(hub.page).not.toHaveURL(newest);
  await keyboard.press('Control+Shift+ArrowRight');
  await expect(hub.page).toHaveURL(newest);
});

test('keeps the keyboard where it went last, however fast it went there', async ({ open }) => {
  const hub = await open();
  const { keyboard } = hub.page;
  await hub.run({ ...SHELL, name: 'one' });
  await keyboard.press('Control+Shift+E');
  await expect(hub.panes).toHaveCount(2);
  await expect(hub.keyboardOf('one')).not.toBeFocused();
  // Several keys between two frames, as on a machine that draws late: each is handled before the
  // page has drawn what the one before it changed.
  await hub.page.evaluate(async () => {
    const press = (key: string) => {
      const modifiers = { altKey: true, shiftKey: true, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, ...modifiers }));
    };
    for (let i = 0; i < 50; i++) {
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowLeft']) {
        press(key);
        await new Promise((done) => setTimeout(done));
      }
    }
  });
  await expect(hub.keyboardOf('one')).toBeFocused();
  await hub.type('echo "in $((40 + 2))"');
  await hub.expectPane('one', /^in 42$/m);
});

test('moves terminals by the pointer: to an edge, to other tabs, out of the list', async ({
  open,
}) => {
  const hub = await open();
  const a = await hub.create({ ...SHELL, name: 'alpha' });
  await hub.create({ ...SHELL, name: 'beta' });
  await hub.create({ ...SHELL, name: 'gamma' });
  await hub.show(a);
  await hub.rows.filter({ hasText: 'beta' }).getByRole('link').click();
  await expect(hub.tabs).toHaveText(['alpha', 'beta']);
  await expect(hub.panes).toHaveCount(1);

  // A tab to the right edge: beside. A row of the list to the lower edge: below.
  await drag(hub.page, hub.tab('beta'), hub.pane('beta'), 0.9, 0.5);
  await expect(hub.panes).toHaveCount(2);
  await drag(hub.page, hub.rows.filter({ hasText: 'gamma' }), hub.pane('alpha'), 0.5, 0.9);
  await expect(hub.panes).toHaveCount(3);
  await expectBelow(hub.pane('gamma'), hub.pane('alpha'));
  await expect(hub.keyboardOf('gamma')).toBeFocused();

  // The middle: among the tabs there.
  await drag(hub.page, hub.tab('gamma'), hub.pane('beta'), 0.5, 0.5);
  await expect(hub.panes).toHaveCount(2);
  await expect(hub.tabs).toHaveText(['alpha', 'beta', 'gamma']);
  await drag(hub.page, hub.tab('gamma'), hub.tab('beta'), 0.1, 0.5);
  await expect(hub.tabs).toHaveText(['alpha', 'gamma', 'beta']);

  const before = await width(hub.pane('alpha'));
  const line = hub.page.getByRole('separator');
  await drag(hub.page, line, hub.pane('alpha'), 0.7, 0.5);
  await expect.poll(() => width(hub.pane('alpha'))).toBeLessThan(before * 0.8);
  await line.dblclick();
  await expect.poll(() => width(hub.pane('alpha'))).toBe(before);

  // Escape gives up.
  const { x, y } = await middle(hub.tab('beta'));
  await hub.page.mouse.move(x, y);
  await hub.page.mouse.down();
  await hub.page.mouse.move(x - 300, y + 200, { steps: 3 });
  await expect(hub.page.locator('.drop-mark')).toBeVisible();
  await hub.page.keyboard.press('Escape');
  await hub.page.mouse.up();
  await expect(hub.page.locator('.drop-mark')).toBeHidden();
  await expect(hub.tabs).toHaveText(['alpha', 'gamma', 'beta']);
});

test('offers what can be done with a terminal in the menu of its tab', async ({ open }) => {
  const hub = await open();
  await hub.run({ ...SHELL, name: 'plain' });
  await hub.tab('plain').click({ button: 'right' });
  const menu = hub.page.getByRole('menu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await hub.page.keyboard.press('Escape');
  await expect(menu).toBeHidden();

  await hub.page.getByRole('button', { name: 'More for this terminal' }).click();
  await menu.getByRole('menuitem', { name: 'Rename this terminal' }).click();
  await hub.page.keyboard.type('fancy');
  await hub.page.keyboard.press('Enter');
  await expect(hub.tab('fancy')).toBeVisible();
  await expect(hub.keyboardOf('fancy')).toBeFocused();

  await hub.tab('fancy').dblclick();
  await hub.page.keyboard.type('plain');
  await hub.page.keyboard.press('Enter');
  await hub.tab('plain').focus();
  await hub.page.keyboard.press('F2');
  await hub.page.keyboard.type('fancy');
  await hub.page.keyboard.press('Enter');

  // The tab goes, the terminal stays.
  await hub.tab('fancy').click({ button: 'right' });
  await menu.getByRole('menuitem', { name: 'Close the tab, keep the terminal running' }).click();
  await expect(hub.tabs).toHaveCount(0);
  await expect(hub.rows.filter({ hasText: 'fancy' })).toBeVisible();
});

test('keeps the layout: over a reload, and for the next window', async ({ open }) => {
  const hub = await open();
  const id = await hub.create({ ...SHELL, name: 'left' });
  await hub.create({ ...SHELL, name: 'right' });
  await hub.show(id);
  await drag(hub.page, hub.rows.filter({ hasText: 'right' }), hub.pane('left'), 0.9, 0.5);
  await expect(hub.panes).toHaveCount(2);

  await hub.page.reload();
  await expect(hub.panes).toHaveCount(2);
  await expect(hub.keyboardOf('right')).toBeFocused();

  // A second window beside the first begins anew; after the first it takes over.
  const second = await hub.page.context().newPage();
  await second.goto(new URL('/', hub.page.url()).href);
  await expect(second.getByRole('heading', { name: 'No terminal is shown' })).toBeVisible();
  await second.close();
  const third = await hub.page.context().newPage();
  await hub.page.close();
  await third.goto(new URL('/', second.url()).href);
  await expect(third.getByRole('article')).toHaveCount(2);
});

test('pulls the terminals up over another place', async ({ open }) => {
  const hub = await open();
  await hub.run({ ...SHELL, name: 'at hand' });
  await hub.page.keyboard.press('Control+,');
  await expect(hub.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await expect(hub.panes).toHaveCount(0);
  await hub.page.keyboard.press('Control+`');
  await expect(hub.keyboardOf('at hand')).toBeFocused();
  await hub.type('echo "up $((1 + 1))"');
  await hub.expectScreen(/^up 2$/m);
  await expect(hub.page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await hub.page.keyboard.press('Control+`');
  await expect(hub.panes).toHaveCount(0);
  await hub.page.getByRole('link', { name: 'Terminals' }).click();
  await hub.expectScreen(/^up 2$/m);
});

async function width(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.width ?? 0);
}

async function middle(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags to a point of another element, given as shares of its size. */
async function drag(page: Page, from: Locator, to: Locator, x: number, y: number): Promise<void> {
  const start = await middle(from);
  const box = await to.boundingBox();
  if (!box) throw new Error('It is not to be seen');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 4 });
  await page.mouse.up();
}

async function expectBelow(lower: Locator, upper: Locator): Promise<void> {
  const [below, above] = [await lower.boundingBox(), await upper.boundingBox()];
  expect(below?.y ?? 0).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
}
