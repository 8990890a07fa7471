import { test as base } from '@playwright/test';
import type { Browser, BrowserContextOptions } from '@playwright/test';
import { Hub } from './hub.ts';
import { HubPage } from './hub-page.ts';
import { Network } from './network.ts';

interface Fixtures {
  /** Opens the page in a browser profile of its own, signed in. */
  readonly open: (options?: BrowserContextOptions) => Promise<HubPage>;
  readonly network: Network;
}

interface WorkerFixtures {
  readonly hub: Hub;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  hub: [
    // eslint-disable-next-line no-empty-pattern -- how a fixture says that it needs no other
    async ({}, use) => {
      const hub = await Hub.start();
      await use(hub);
      await hub.stop();
    },
    { scope: 'worker', timeout: 320_000 },
  ],

  // eslint-disable-next-line no-empty-pattern -- as above
  network: async ({}, use) => {
    const network = await Network.open();
    await use(network);
    await network.close();
  },

  open: async ({ browser, hub, contextOptions }, use) => {
    const pages: HubPage[] = [];
    await use(async (options) => {
      const page = await openPage(browser, hub, { ...contextOptions, ...options });
      pages.push(page);
      return page;
    });
    await pages[0]?.closeTerminals();
    for (const page of pages) await page.page.context().close();
  },
});

export { expect } from '@playwright/test';

async function openPage(browser: Browser, hub: Hub, options: BrowserContextOptions) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, ...options });
  const page = await context.newPage();
  await page.goto(`${hub.origin}/#token=${hub.token}`);
  await page.getByRole('heading', { name: 'Terminals' }).waitFor();
  return new HubPage(page, hub);
}
