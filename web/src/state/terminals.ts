import { signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import * as api from '../net/api';
import type { Result } from '../net/api';
import { terminalNews } from '../net/hub-events';
import type { TerminalNews } from '../net/hub-events';
import type { Size } from '../net/protocol';
import type { NewTerminal, TerminalInfo } from '../net/terminal-info';
import type { Feed } from './feed';
import { runningIn } from './running';
import { applyNews, inOrder, put } from './terminal-list';
import type { TerminalList } from './terminal-list';
import { joinWords } from './words';

/** How far the list can be trusted. */
export type Freshness = 'loading' | 'live' | 'stale';

/** The hub's terminals, kept live; every change made here shows at once and is undone if refused. */
export class Terminals {
  readonly #list = signal<TerminalList>([]);
  readonly #freshness = signal<Freshness>('loading');
  readonly #onSignedOut: () => void;
  /** News that arrived while the list was being fetched, which may be older than it. */
  #held: TerminalNews[] | undefined;
  #fetches = 0;
  #lost = false;

  constructor(feed: Feed, onSignedOut: () => void) {
    this.#onSignedOut = onSignedOut;
    feed.follow({
      opened: () => {
        this.#lost = false;
        void this.#fetch();
      },
      happened: (event) => {
        const news = terminalNews(event);
        if (!news) return;
        if (this.#held) this.#held.push(news);
        else this.#list.value = applyNews(this.#list.value, news);
      },
      lost: () => {
        this.#lost = true;
        if (this.#freshness.value === 'live') this.#freshness.value = 'stale';
        // Events end without a reason; only a call tells a stopped hub from an ended session.
        void this.#fetch();
      },
    });
  }

  get list(): ReadonlySignal<TerminalList> {
    return this.#list;
  }

  get freshness(): ReadonlySignal<Freshness> {
    return this.#freshness;
  }

  start(): void {
    void this.#fetch();
  }

  stop(): void {
    this.#fetches++;
    this.#held = undefined;
    this.#lost = false;
    this.#list.value = [];
    this.#freshness.value = 'loading';
  }

  find(id: string): TerminalInfo | undefined {
    return this.#list.value.find((terminal) => terminal.id === id);
  }

  async open(terminal: NewTerminal): Promise<Result<TerminalInfo>> {
    const result = this.#checked(await api.openTerminal(terminal));
    if (result.ok) this.opened(result.value);
    return result;
  }

  async runAgain(id: string, size: Size | undefined): Promise<Result<TerminalInfo>> {
    const result = this.#checked(await api.runTerminalAgain(id, size));
    if (result.ok) this.opened(result.value);
    return result;
  }

  /** Another call opened it. The hub's events may have been faster, and know more by now. */
  opened(terminal: TerminalInfo): void {
    if (!this.find(terminal.id)) this.#list.value = put(this.#list.value, terminal);
  }

  async rename(id: string, name: string): Promise<Result<TerminalInfo>> {
    const before = this.find(id);
    if (before) this.#list.value = put(this.#list.value, { ...before, name });
    const result = this.#checked(await api.renameTerminal(id, name));
    if (result.ok) this.#list.value = put(this.#list.value, result.value);
    else if (before) this.#list.value = put(this.#list.value, before);
    return result;
  }

  /** What closing it would end, as of now; what cannot be found out counts as running. */
  async runningIn(terminal: TerminalInfo): Promise<string | undefined> {
    if (terminal.state === 'exited') return undefined;
    const result = this.#checked(await api.getTerminal(terminal.id));
    if (result.ok) return runningIn(result.value);
    return status(result) === 404 ? undefined : joinWords(terminal.command);
  }

  /** Ends what runs in it. One that is gone already is closed, too. */
  async close(id: string): Promise<Result<void>> {
    const result = this.#checked(await api.closeTerminal(id));
    const gone = result.ok || status(result) === 404;
    if (gone) this.#list.value = this.#list.value.filter((terminal) => terminal.id !== id);
    return gone ? { ok: true, value: undefined } : result;
  }

  async #fetch(): Promise<void> {
    const fetch = ++this.#fetches;
    this.#held ??= [];
    const result = this.#checked(await api.listTerminals());
    // A later fetch knows more, and takes the held news over.
    if (fetch !== this.#fetches) return;
    const held = this.#held;
    this.#held = undefined;
    if (result.ok) this.#list.value = held.reduce(applyNews, inOrder(result.value));
    this.#freshness.value = result.ok && !this.#lost ? 'live' : 'stale';
  }

  #checked<T>(result: Result<T>): Result<T> {
    if (!result.ok && result.failure.kind === 'signed-out') this.#onSignedOut();
    return result;
  }
}

function status(result: Result<unknown>): number | undefined {
  return !result.ok && result.failure.kind === 'refused'
    ? result.failure.problem.status
    : undefined;
}
