import { expect, test } from './fixtures.ts';

test('signs in by the token of the link and takes it out of the address', async ({ page, hub }) => {
  await page.goto(`${hub.origin}/?role=view#token=${hub.token}`);
  await expect(page.getByRole('heading', { name: 'Terminals' })).toBeVisible();
  expect(page.url()).toBe(`${hub.origin}/?role=view`);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);

  await page.reload();
  await expect(page.getByRole('heading', { name: 'Terminals' })).toBeVisible();
});

test('without a session asks for the token and says where to find it', async ({ page, hub }) => {
  await page.goto(hub.origin);
  await expect(page.getByLabel('Access token')).toBeFocused();
  await expect(page.getByText('./patchbay open')).toBeVisible();

  await page.keyboard.type('not-the-right-token');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('That is not the token of this hub.');

  await page.getByLabel('Access token').fill(hub.token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Terminals' })).toBeVisible();
});

test('with a wrong token in the link says so, and takes it out all the same', async ({
  page,
  hub,
}) => {
  await page.goto(`${hub.origin}/#token=not-the-right-token`);
  await expect(page.getByRole('alert')).toHaveText('The token in the link is not valid.');
  expect(page.url()).toBe(`${hub.origin}/`);
});

test('signs out', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Access token')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Access token')).toBeVisible();
});

test('asks for the token where the cookie is there and the key is not', async ({ open }) => {
  const { page } = await open();
  await page.evaluate(() => localStorage.removeItem('patchbay.key'));
  await page.reload();
  await expect(page.getByLabel('Access token')).toBeVisible();
});

test('signs out all pages of the browser at once', async ({ open, hub }) => {
  const first = await open();
  const id = await first.create({ name: 'shared', command: ['sleep', '600'] });
  const second = await first.page.context().newPage();
  await second.goto(`${hub.origin}/t/${id}`);
  await expect(second.getByRole('article', { name: 'shared' })).toBeVisible();
  await first.page.getByRole('button', { name: 'Sign out' }).click();
  await expect(second.getByLabel('Access token')).toBeVisible();
});

test('comes to the terminal that a link names after signing in', async ({ open, page, hub }) => {
  const first = await open();
  const id = await first.create({ name: 'named by a link', command: ['sleep', '600'] });
  await page.goto(`${hub.origin}/t/${id}`);
  await page.getByLabel('Access token').fill(hub.token);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'named by a link' })).toBeVisible();
});
