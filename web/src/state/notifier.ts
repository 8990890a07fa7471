import { effect, signal, untracked } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Need } from './needs';
import { keepsWatch } from './presence';
import type { Settings } from './settings';
import { shownText } from './shown-text';

/** What is seen at once, in this window or another, is not told of. */
const DELAY_MS = 500;

/** What the browser says to notifications; `unsupported` where it has none for this page. */
export type Permission = NotificationPermission | 'unsupported';

interface NotifierOptions {
  readonly settings: Settings;
  readonly needs: ReadonlySignal<readonly Need[]>;
  readonly show: (id: string) => void;
}

/** Tells by the system's notifications what needs someone, once it is allowed to, and takes it back. */
export class Notifier {
  readonly #permission = signal<Permission>(permissionNow());
  readonly #options: NotifierOptions;
  /** By terminal, what was told last and what is shown of it. */
  readonly #told = new Map<string, { since: string; shown: Notification | undefined }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: NotifierOptions) {
    this.#options = options;
    effect(() => {
      const news = this.#news();
      untracked(() => {
        this.#withdraw(news);
        this.#schedule();
      });
    });
  }

  get permission(): ReadonlySignal<Permission> {
    return this.#permission;
  }

  /** Asks the browser if that is still open; only ever after a click. */
  async turnOn(): Promise<void> {
    if (this.#permission.peek() === 'default') {
      this.#permission.value = await Notification.requestPermission();
    }
    this.#options.settings.change({ notify: this.#permission.peek() === 'granted' });
  }

  turnOff(): void {
    this.#options.settings.change({ notify: false });
  }

  /** What there is to tell now; what was told already is among it. */
  #news(): readonly Need[] {
    const on = this.#options.settings.values.value.notify && this.#permission.value === 'granted';
    if (!on || !keepsWatch.value) return [];
    return this.#options.needs.value.filter(({ isNews }) => isNews);
  }

  /** Needs change at any rate; each is told once it has been news for a while. */
  #schedule(): void {
    if (this.#timer !== undefined) return;
    const noticed = this.#news().filter((need) => this.#told.get(need.id)?.since !== need.since);
    if (noticed.length === 0) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const still = this.#news();
      for (const need of noticed) {
        if (still.some(({ id, since }) => id === need.id && since === need.since)) this.#tell(need);
      }
      this.#schedule();
    }, DELAY_MS);
  }

  #tell({ id, name, says, detail, since }: Need): void {
    const shown = open(shownText(`${name}: ${says}`), {
      body: shownText(detail),
      tag: `patchbay ${id}`,
    });
    if (shown) {
      shown.onclick = () => {
        window.focus();
        this.#options.show(id);
      };
    }
    this.#told.set(id, { since, shown });
  }

  #withdraw(news: readonly Need[]): void {
    for (const [id, { since, shown }] of this.#told) {
      if (news.some((need) => need.id === id && need.since === since)) continue;
      shown?.close();
      this.#told.delete(id);
    }
  }
}

function permissionNow(): Permission {
  return 'Notification' in window && window.isSecureContext
    ? Notification.permission
    : 'unsupported';
}

/** Some browsers of phones have notifications for service workers only. */
function open(title: string, options: NotificationOptions): Notification | undefined {
  try {
    return new Notification(title, options);
  } catch {
    return undefined;
  }
}
