import { expect, test } from './fixtures.ts';

test('says that the hub is away, and comes back to the page when it is not', async ({
  open,
  network,
}) => {
  const { page } = await open({ proxy: network.proxy });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  network.cut();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The hub is away' })).toBeVisible();
  await page.goto(new URL('/settings', page.url()).href);
  await expect(page.getByRole('heading', { name: 'The hub is away' })).toBeVisible();

  network.mend();
  await page.getByRole('link', { name: 'Look again now' }).click();
  await expect(page.getByRole('link', { name: 'Settings' })).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/settings');
});

test('keeps nothing of the page, so that none is ever old', async ({ open, network }) => {
  const { page } = await open({ proxy: network.proxy });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.reload();
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  const head = (path: string) =>
    page.evaluate((name) => fetch(name).then(({ headers }) => headers.get('Cache-Control')), path);
  expect(await head('/')).toBe('no-store');
  expect(await head('/worker.js')).toBe('no-cache');

  network.cut();
  const isReachable = (path: string) =>
    page.evaluate(
      (name) =>
        fetch(name).then(
          () => true,
          () => false,
        ),
      path,
    );
  expect(await isReachable('/')).toBe(false);
  expect(await isReachable('/api/terminals')).toBe(false);
  network.mend();
});

test('can be installed', async ({ open, hub }) => {
  const { page } = await open();
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const response = await page.request.get(new URL(href ?? '', hub.origin).href);
  expect(response.headers()['content-type']).toBe('application/manifest+json');
  const { icons, start_url } = (await response.json()) as {
    icons: { src: string; type: string }[];
    start_url: string;
  };
  expect(start_url).toBe('/');
  for (const { src, type } of icons) {
    const icon = await page.request.get(new URL(src, hub.origin).href);
    expect(icon.headers()['content-type']).toBe(type);
  }
});
