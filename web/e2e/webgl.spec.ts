import { chromium } from './chromium.ts';
import { expect, test } from './fixtures.ts';

test.use({ launchOptions: chromium('--enable-unsafe-swiftshader') });

test('draws on a canvas, and with elements once its context is lost', async ({ open }) => {
  const hub = await open();
  const id = await hub.create({ command: ['bash', '-c', 'echo drawn; sleep 600'] });
  await hub.page.goto(new URL(`/t/${id}`, hub.page.url()).href);
  const canvas = hub.page.locator('.xterm-screen canvas').first();
  await expect(canvas).toBeVisible();
  await hub.page.evaluate(() => {
    for (const canvas of document.querySelectorAll('canvas')) {
      canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    }
  });
  await hub.expectScreen(/^drawn$/m);
});

test('has contexts for what is shown only, however many terminals there are', async ({ open }) => {
  const hub = await open();
  const warnings: string[] = [];
  hub.page.on('console', (message) => {
    if (/context/i.test(message.text())) warnings.push(message.text());
  });
  // Browsers allow sixteen at once.
  const names = Array.from({ length: 18 }, (_, i) => `t${i}`);
  const ids = await Promise.all(
    names.map((name) => hub.create({ name, command: ['sleep', '600'] })),
  );
  for (const id of ids) {
    await hub.rows.locator(`a[href="/t/${id}"]`).click();
    await expect(hub.page.locator('.xterm-screen > canvas').first()).toBeVisible();
  }
  await expect(hub.tabs).toHaveCount(18);
  expect(await hub.page.locator('.xterm').count()).toBe(1);
  expect(warnings).toEqual([]);
});
