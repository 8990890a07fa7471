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
