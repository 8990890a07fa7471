import { computed, effect, signal, untracked } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { Attachment } from './attachment';
import type { AttachmentOptions } from './attachment';
import { tabsOf } from './layout';
import type { Layout, Tab } from './layout';
import type { Terminals } from './terminals';
import type { Look } from '../terminal/look';

interface AttachmentsOptions {
  readonly layout: ReadonlySignal<Layout>;
  readonly terminals: Terminals;
  readonly look: ReadonlySignal<Look>;
  readonly shared: Pick<
    AttachmentOptions,
    | 'isShortcut'
    | 'isFocused'
    | 'mayPaste'
    | 'onFitting'
    | 'modify'
    | 'onPasteImages'
    | 'onFileLink'
    | 'onCommandMark'
  >;
}

/** The attachments of this page: one for each tab, for as long as there is the tab. */
export class Attachments {
  readonly #all = signal<ReadonlyMap<string, Attachment>>(new Map());
  readonly #options: AttachmentsOptions;

  /** Ids of the terminals that wrote something which nobody has looked at. */
  readonly unread = computed(() =>
    [...this.#all.value.values()].filter(({ unread }) => unread.value).map(({ id }) => id),
  );

  constructor(options: AttachmentsOptions) {
    this.#options = options;
    effect(() => {
      const tabs = tabsOf(options.layout.value);
      untracked(() => this.#sync(tabs));
    });
    effect(() => {
      const look = options.look.value;
      untracked(() => this.#all.value.forEach((attachment) => attachment.apply(look)));
    });
    effect(() => {
      const all = this.#all.value;
      const [list, freshness] = [options.terminals.list.value, options.terminals.freshness.value];
      if (freshness !== 'live') return;
      untracked(() => {
        for (const { id, exit, state, offset, name } of list) {
          const attachment = all.get(id);
          attachment?.rename(name);
          if (state === 'exited' && exit) attachment?.exited(exit);
          attachment?.watch(BigInt(offset));
        }
      });
    });
  }

  find(id: string): Attachment | undefined {
    return this.#all.value.get(id);
  }

  retryNow(): void {
    this.#all.peek().forEach((attachment) => attachment.retryNow());
  }

  #sync(tabs: readonly Tab[]): void {
    const before = this.#all.value;
    const after = new Map<string, Attachment>();
    for (const tab of tabs) {
      const known = before.get(tab.id);
      after.set(tab.id, known?.role === tab.role ? known : this.#create(tab));
    }
    this.#all.value = after;
    for (const [id, attachment] of before) {
      if (after.get(id) !== attachment) attachment.dispose();
    }
  }

  #create({ id, role }: Tab): Attachment {
    const terminal = this.#options.terminals.find(id);
    return new Attachment({
      ...this.#options.shared,
      id,
      role,
      name: terminal?.name ?? id,
      look: this.#options.look.peek(),
    });
  }
}
