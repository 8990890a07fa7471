import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Result } from '../net/api';
import { folderCard, listFolders } from '../net/folders';
import type { Folder, FolderCard } from '../net/folders';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import * as hub from '../net/tools';
import type { Launch, ToolNews, Wish } from '../net/tools';
import type { Fault, Scan, Script, ToolDetail, ToolInfo } from '../net/tool-info';
import type { Feed } from './feed';
import { applyToolNews } from './tool-list';
import type { ToolFilter, Tools as ToolList } from './tool-list';
import { workAfter } from './tool-words';
import type { Work } from './tool-words';

/** What is being waited for: a look at the machine, or what the installers say. */
export type Looking = 'first' | 'again' | 'updates';

/**
 * The hub's tools, kept live from when someone asks for them first: a hub looks for nothing before
 * that, and a page that is only used for terminals must not have it look.
 */
export class Tools {
  readonly #list = signal<ToolList | undefined>(undefined);
  readonly #scan = signal<Scan | undefined>(undefined);
  readonly #faults = signal<readonly Fault[]>([]);
  readonly #looking = signal<Looking | undefined>(undefined);
  readonly #problem = signal<string | undefined>(undefined);
  readonly #filter = signal<ToolFilter>({ query: '', category: undefined });
  readonly #works = signal<ReadonlyMap<string, Work>>(new Map());
  readonly #onSignedOut: () => void;
  /** News that came while the list was being fetched: the answer may be older, so they count again after it. */
  #held: ToolNews[] | undefined;
  #fetches = 0;

  readonly byId: ReadonlySignal<ReadonlyMap<string, ToolInfo>> = computed(
    () => new Map(this.#list.value?.map((tool) => [tool.id, tool])),
  );

  constructor(feed: Feed, onSignedOut: () => void) {
    this.#onSignedOut = onSignedOut;
    feed.follow({
      opened: () => {
        if (this.#list.peek()) void this.#fetch({});
      },
      happened: (event) => {
        const news = hub.toolNews(event);
        if (news) this.#take(news);
      },
      lost: () => undefined,
    });
  }

  /** Undefined until they are known. */
  get list(): ReadonlySignal<ToolList | undefined> {
    return this.#list;
  }

  get scan(): ReadonlySignal<Scan | undefined> {
    return this.#scan;
  }

  /** Entries of the user's own that cannot be used. */
  get faults(): ReadonlySignal<readonly Fault[]> {
    return this.#faults;
  }

  /** What is looked for in the list. */
  get filter(): ReadonlySignal<ToolFilter> {
    return this.#filter;
  }

  find(query: string): void {
    this.#filter.value = { ...this.#filter.peek(), query };
  }

  /** To one category, or to all. */
  narrow(category: string | undefined): void {
    this.#filter.value = { ...this.#filter.peek(), category };
  }

  get looking(): ReadonlySignal<Looking | undefined> {
    return this.#looking;
  }

  /** Why the last look failed. */
  get problem(): ReadonlySignal<string | undefined> {
    return this.#problem;
  }

  /** What installs or updates tools, or did so since the page is there, by tool. */
  get works(): ReadonlySignal<ReadonlyMap<string, Work>> {
    return this.#works;
  }

  /** Asks for the tools where nobody has. */
  load(): void {
    if (!this.#list.peek() && !this.#looking.peek()) void this.#look('first', {});
  }

  /** Looks at the machine again, the login shell included. */
  lookAgain(): void {
    if (!this.#looking.peek()) void this.#look('again', { refresh: true });
  }

  /** Asks the installers for newest versions. */
  checkUpdates(): void {
    if (!this.#looking.peek()) void this.#look('updates', { updates: true });
  }

  /** Forgets everything, as when someone signs out. */
  stop(): void {
    this.#fetches++;
    this.#held = undefined;
    this.#list.value = undefined;
    this.#looking.value = undefined;
    this.#problem.value = undefined;
    this.#works.value = new Map();
  }

  async detail(id: string): Promise<Result<ToolDetail>> {
    return this.#checked(await hub.getTool(id));
  }

  async script(id: string): Promise<Result<Script>> {
    return this.#checked(await hub.toolScript(id));
  }

  async folders(query: string, limit: number): Promise<Result<readonly Folder[]>> {
    const result = this.#checked(await listFolders(query, limit));
    return result.ok ? { ok: true, value: result.value.folders } : result;
  }

  async card(path: string): Promise<Result<FolderCard>> {
    return this.#checked(await folderCard(path));
  }

  async launch(id: string, launch: Launch): Promise<Result<TerminalInfo>> {
    return this.#checked(await hub.launchTool(id, launch));
  }

  async install(id: string, recipe: string, sha256?: string): Promise<Result<TerminalInfo>> {
    return this.#begun(id, recipe, await hub.installTool(id, recipe, sha256));
  }

  async update(id: string, recipe: string): Promise<Result<TerminalInfo>> {
    return this.#begun(id, recipe, await hub.updateTool(id, recipe));
  }

  /** The hub's events may have been faster, and know more by now. */
  #begun(id: string, recipe: string, result: Result<TerminalInfo>): Result<TerminalInfo> {
    if (result.ok && this.#works.peek().get(id)?.terminal !== result.value.id) {
      this.#put(id, { is: 'running', terminal: result.value.id, recipe });
    }
    return this.#checked(result);
  }

  #put(id: string, work: Work): void {
    this.#works.value = new Map(this.#works.peek()).set(id, work);
  }

  #take(news: ToolNews): void {
    if (news.is !== 'detected' && news.is !== 'looked') this.#put(news.id, workAfter(news));
    this.#held?.push(news);
    this.#apply(news);
  }

  #apply(news: ToolNews): void {
    const scan = this.#scan.peek();
    if (news.is === 'looked' && scan) {
      const { at, durationMs } = news;
      this.#scan.value = { ...scan, at, durationMs, complete: true };
    }
    const list = this.#list.peek();
    if (list) this.#list.value = applyToolNews(list, news);
  }

  async #look(looking: Looking, wish: Wish): Promise<void> {
    this.#looking.value = looking;
    this.#problem.value = undefined;
    await this.#fetch(wish);
    this.#looking.value = undefined;
  }

  async #fetch(wish: Wish): Promise<void> {
    const fetch = ++this.#fetches;
    this.#held ??= [];
    const result = this.#checked(await hub.listTools(wish));
    if (fetch !== this.#fetches) return;
    const held = this.#held;
    this.#held = undefined;
    if (result.ok) {
      this.#list.value = result.value.tools;
      this.#scan.value = result.value.scan;
      this.#faults.value = result.value.faults;
      this.#problem.value = undefined;
    } else {
      this.#problem.value = sentence(result.failure);
    }
    held.forEach((news) => this.#apply(news));
  }

  #checked<T>(result: Result<T>): Result<T> {
    if (!result.ok && result.failure.kind === 'signed-out') this.#onSignedOut();
    return result;
  }
}
