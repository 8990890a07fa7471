import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Waits for a line between one state and the next. */
const asks = (message: string) => {
  const text = Buffer.from(message).toString('base64');
  const script = String.raw`read; printf '\e]7501;state=blocked:kind=permission:msg=${text}\a'; read
    printf '\e]7501;state=working\a'; read; printf '\a'; exec sleep 600`;
  return ['bash', '-c', script];
};

test('says who waits, in a list that leads there by key and by pointer', async ({ open }) => {
  const hub = await open();
  const agent = await hub.run({ name: 'agent', command: asks('Deploy to production?') });
  await hub.create({ name: 'front', command: ['sleep', '600'] });
  await hub.rows.filter({ hasText: 'front' }).getByRole('link').click();
  const button = hub.page.getByRole('button', { name: /^Needs you/ });
  await expect(button).toHaveAccessibleName('Needs you: nothing');

  await hub.send(agent, '\n');
  await expect(button).toHaveAccessibleName('Needs you: 1');
  await expect(hub.page).toHaveTitle('(1) front · Patchbay');
  await expect(hub.tab('agent').getByRole('img').first()).toHaveAccessibleName('Waits for you');
  await expect(hub.tab('agent').getByRole('img').first()).toHaveAttribute(
    'title',
    /Asks for permission: Deploy to production\? – says the program/,
  );

  await hub.page.keyboard.press('Control+Shift+Y');
  const list = hub.page.getByRole('dialog').getByRole('list', { name: 'Needs you' });
  await expect(list.getByRole('listitem')).toHaveText(/^agentnowAsks for permission.*Deploy to/);
  await expect(list.getByRole('link')).toBeFocused();
  await hub.page.keyboard.press('Enter');
  await expect(hub.page).toHaveURL(new RegExp(agent));
  await expect(hub.status).toContainText('Asks for permission: Deploy to production?');
  await expect(hub.page).toHaveTitle('agent · Patchbay');

  await hub.tab('front').click();
  await expect(hub.page).toHaveTitle('(1) front · Patchbay');
  await button.click();
  await list.getByRole('link', { name: 'agent' }).click();
  await expect(hub.page).toHaveURL(new RegExp(agent));

  await hub.type('');
  await expect(hub.tab('agent').getByRole('img').first()).toHaveAccessibleName('Working');
  await hub.tab('front').click();
  await expect(button).toHaveAccessibleName('Needs you: nothing');
});

test('lists what needs someone first on a phone', async ({ open }) => {
  const hub = await open({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
  const agent = await hub.create({ name: 'agent', command: asks('May I?') });
  await hub.send(agent, '\n');
  const needs = hub.page.getByRole('list', { name: 'Needs you' });
  await expect(needs.getByRole('listitem')).toHaveText(/agent.*May I\?/);
  await needs.getByRole('link').tap();
  await expect(hub.pane('agent')).toBeVisible();
});

test('notifies once it may, of what is not looked at, and takes it back', async ({ open }) => {
  const hub = await open({ permissions: ['notifications'] });
  await recordNotifications(hub.page);
  const agent = await hub.run({ name: 'agent', command: asks('Go on?') });
  await hub.create({ name: 'front', command: ['sleep', '600'] });
  expect(await asked(hub.page)).toBe(0);
  await hub.page.getByRole('button', { name: /^Needs you/ }).click();
  await hub.page.getByRole('checkbox', { name: /^Notify me/ }).check();
  await hub.page.keyboard.press('Escape');
  const shown = () => hub.page.evaluate(() => window.shownNotifications);

  await hub.send(agent, '\n');
  await expect(hub.status).toContainText('Asks for permission');
  await hub.rows.filter({ hasText: 'front' }).getByRole('link').click();
  await hub.send(agent, '\n');
  await expect(hub.tab('agent').getByRole('img').first()).toHaveAccessibleName('Working');
  expect(await shown()).toEqual([]);

  await hub.send(agent, '\n');
  await expect.poll(shown).toEqual(['agent: Rang the bell']);
  await hub.tab('agent').click();
  await expect.poll(shown).toEqual([]);
});

declare global {
  interface Window {
    shownNotifications: string[];
    askedForNotifications: number;
  }
}

/** A headless browser shows none. */
async function recordNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shownNotifications = [];
    window.askedForNotifications = 0;
    window.Notification = class {
      static readonly permission = 'granted';
      readonly #title: string;
      static requestPermission() {
        window.askedForNotifications++;
        return Promise.resolve('granted');
      }
      constructor(title: string) {
        this.#title = title;
        window.shownNotifications.push(title);
      }
      close() {
        window.shownNotifications = window.shownNotifications.filter((t) => t !== this.#title);
      }
    } as unknown as typeof Notification;
  });
  await page.reload();
}

function asked(page: Page): Promise<number> {
  return page.evaluate(() => window.askedForNotifications);
}
