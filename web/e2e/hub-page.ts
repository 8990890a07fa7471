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
        return rightTrimmed(rows).join('\n');
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

  /** Does something that the status line answers for a moment, which a late look would miss. */
  async expectBriefly(text: string, act: () => Promise<void>): Promise<void> {
    const said = await this.page.evaluateHandle((wanted) => {
      const isSaid = () => document.querySelector('.status-text')?.textContent === wanted;
      const saying = new Promise<void>((done) => {
        const observer = new MutationObserver(() => {
          if (isSaid()) done();
        });
        const everything = { subtree: true, childList: true, characterData: true };
        observer.observe(document.body, everything);
      });
      // A handle to a bare promise would be awaited.
      return { saying };
    }, text);
    await act();
    await said.evaluate(({ saying }) => saying);
  }

  get size(): Locator {
    return this.page.getByTitle('Columns × rows');
  }

  get rows(): Locator {
    return this.page.getByRole('list').getByRole('listitem');
  }

  /** The lines on the screen, without the blanks after them. */
  async lines(): Promise<string[]> {
    return rightTrimmed(await this.screen.locator('> div').allTextContents());
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

  /** Everything above and on the screen, page by page, by scrolling up as a person would. */
  async scrollThrough(): Promise<string[][]> {
    const pages: string[][] = [];
    for (;;) {
      const { lines, isTop } = await this.#view();
      pages.unshift(lines);
      if (isTop) return pages;
      await this.page.keyboard.press('Shift+PageUp');
      await expect.poll(async () => (await this.#view()).lines).not.toEqual(lines);
    }
  }

  async closeTerminals(): Promise<void> {
    const response = await this.#hub.call('GET', '/api/terminals');
    const { terminals } = (await response.json()) as { terminals: { id: string }[] };
    await Promise.all(terminals.map(({ id }) => this.#hub.call('DELETE', `/api/terminals/${id}`)));
  }

  /** What the screen shows, and whether it is scrolled to the top: both of one frame. */
  async #view(): Promise<{ lines: string[]; isTop: boolean }> {
    const view = await this.page.evaluate(() => {
      const rows = document.querySelectorAll('.xterm-rows > div');
      const slider = document.querySelector<HTMLElement>('.xterm .scrollbar.vertical .slider');
      return {
        rows: [...rows].map((row) => row.textContent),
        top: Number.parseFloat(slider?.style.top ?? '0'),
      };
    });
    return { lines: rightTrimmed(view.rows), isTop: view.top === 0 };
  }
}

function rightTrimmed(rows: readonly string[]): string[] {
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd());
}
