import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Hub } from './hub.ts';

interface Spec {
  readonly name?: string;
  readonly command?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly shellIntegration?: boolean;
}

/** The page as a person sees it, and a terminal in it. */
export class HubPage {
  readonly page: Page;
  readonly #hub: Hub;

  constructor(page: Page, hub: Hub) {
    this.page = page;
    this.#hub = hub;
  }

  /** A shell without anyone's settings, shown. Its prompt is `$ `. */
  async shell(name = 'shell'): Promise<string> {
    const command = ['bash', '--norc', '--noprofile'];
    const id = await this.run({ name, command, env: { PS1: '$ ' } });
    await this.expectScreen(/^\$/);
    return id;
  }

  /** Opens a terminal through the API and shows it. */
  async run(spec: Spec): Promise<string> {
    const id = await this.create(spec);
    await this.show(id);
    return id;
  }

  async create(spec: Spec): Promise<string> {
    const response = await this.#hub.call('POST', '/api/terminals', { cwd: '/tmp', ...spec });
    const body = await response.text();
    expect(response.status, body).toBe(201);
    return (JSON.parse(body) as { id: string }).id;
  }

  async show(id: string, query = ''): Promise<void> {
    await this.page.goto(`${this.#hub.origin}/t/${id}${query}`);
    await expect(this.status).not.toHaveText('Connecting…');
    await expect(this.keyboardArea).toBeFocused();
  }

  /** Types into a terminal through the API, wherever the page's keyboard is. */
  async send(id: string, text: string): Promise<void> {
    await this.#hub.call('POST', `/api/terminals/${id}/keys`, { text });
  }

  /** Waits until a program has written that many bytes. */
  async expectWritten(id: string, bytes: number): Promise<void> {
    await expect
      .poll(async () => {
        const response = await this.#hub.call('GET', `/api/terminals/${id}`);
        return ((await response.json()) as { offset: number }).offset;
      })
      .toBeGreaterThan(bytes);
  }

  /** Types a line and Enter, as keys. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** One terminal of several that are shown. */
  pane(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  get panes(): Locator {
    return this.page.getByRole('article');
  }

  /** The tabs of all groups, in their order. */
  get tabs(): Locator {
    return this.page.locator('.tab-main');
  }

  tab(name: string): Locator {
    return this.tabs.filter({ hasText: name });
  }

  /** What receives the keys of one of several terminals. */
  keyboardOf(name: string): Locator {
    return this.page.getByRole('textbox', { name: `Terminal ${name}`, exact: true });
  }

  async expectPane(name: string, pattern: RegExp): Promise<void> {
    await expect
      .poll(async () => {
        const rows = await this.pane(name).locator('.xterm-rows > div').allTextContents();
        return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
      })
      .toMatch(pattern);
  }

  get screen(): Locator {
    return this.page.locator('.xterm-rows');
  }

  /** What receives the keys of the terminal shown. */
  get keyboardArea(): Locator {
    return this.page.getByRole('textbox', { name: /^Terminal / });
  }

  /** What receives the mouse above the screen. */
  get pointerArea(): Locator {
    return this.page.locator('.xterm-screen');
  }

  get status(): Locator {
    return this.page.locator('.status-text');
  }

  get size(): Locator {
    return this.page.getByTitle('Columns × rows');
  }

  get rows(): Locator {
    return this.page.getByRole('list').getByRole('listitem');
  }

  /** The lines on the screen, without the blanks after them. */
  async lines(): Promise<string[]> {
    const rows = await this.screen.locator('> div').allTextContents();
    return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
  }

  async expectScreen(pattern: RegExp): Promise<void> {
    await expect.poll(async () => (await this.lines()).join('\n')).toMatch(pattern);
  }

  async expectSize(cols: number, rows: number): Promise<void> {
    await expect(this.size).toHaveText(`${cols} × ${rows}`);
  }

  /** The size that the page says the screen has, once it has the one that the page asked for. */
  async readSize(): Promise<{ cols: number; rows: number }> {
    await expect(this.size).toHaveAttribute('aria-busy', 'false');
    const [cols = 0, rows = 0] = ((await this.size.textContent()) ?? '').split(' × ').map(Number);
    return { cols, rows };
  }

  /** Everything above and on the screen, by scrolling through it as a person would. */
  async scrollThrough(): Promise<string[][]> {
    const pages: string[][] = [await this.lines()];
    for (;;) {
      await this.page.keyboard.press('Shift+PageUp');
      await this.#settled();
      const lines = await this.lines();
      if (lines.join('\n') === pages[0]?.join('\n')) return pages;
      pages.unshift(lines);
    }
  }

  async closeTerminals(): Promise<void> {
    const response = await this.#hub.call('GET', '/api/terminals');
    const { terminals } = (await response.json()) as { terminals: { id: string }[] };
    for (const { id } of terminals) await this.#hub.call('DELETE', `/api/terminals/${id}`);
  }

  /** The screen is drawn on the next animation frame. */
  async #settled(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
}
