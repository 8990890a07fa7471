import { computed, effect, signal, untracked } from '@preact/signals';
import type { Result } from '../net/api';
import { sentence } from '../net/problem';
import type { Size } from '../net/protocol';
import type { Role } from '../net/socket';
import type { NewTerminal, TerminalInfo } from '../net/terminal-info';
import type { Look } from '../terminal/look';
import { Actions } from './actions';
import { Attachments } from './attachments';
import { clipboardActions } from './clipboard-actions';
import { ClipboardConsents } from './clipboard-consent';
import { commandActions } from './command-actions';
import { Desk } from './desk';
import { Dialogs } from './dialogs';
import { Feed } from './feed';
import { fileActions, pasteImages } from './file-actions';
import { groupWith, groupsOf, tabsOf } from './layout';
import type { Side, Spot } from './layout';
import { pageActions } from './page-actions';
import { Palette } from './palette';
import { documentVisible, isPhone } from './presence';
import { Router, isAtTerminals } from './route';
import { Session, takeToken } from './session';
import { Settings } from './settings';
import { terminalItems, terminalActions } from './terminal-actions';
import { neighbour } from './terminal-list';
import { Terminals } from './terminals';
import { Theme } from './theme';
import { toolActions, toolItems } from './tool-actions';
import { ToolMemory } from './tool-memory';
import { Tools } from './tools';
import { Transfers } from './transfers';
import { Inbox } from './inbox';
import type { View } from './inbox';
import { Notifier } from './notifier';
import { Held, withHeld } from './typing';
import { UsageLog } from './usage';

const NOTHING_SHOWN: View = { focused: undefined, shown: [] };

/** Everything the page knows, constructed in one place. */
export class Workbench {
  readonly session = new Session();
  readonly theme = new Theme();
  readonly settings = new Settings();
  readonly router = new Router();
  readonly dialogs = new Dialogs();
  readonly desk = new Desk();
  readonly transfers = new Transfers();
  readonly consents = new ClipboardConsents();
  readonly held = new Held();
  readonly usage = new UsageLog();
  readonly feed = new Feed();
  readonly terminals = new Terminals(this.feed, () => {
    this.session.expired();
  });
  readonly tools = new Tools(this.feed, () => {
    this.session.expired();
  });
  readonly toolMemory = new ToolMemory();
  readonly actions = new Actions(computed(() => this.settings.values.value.keys));
  readonly palette = new Palette(this.actions);

  /** The terminals are pulled up over another place. */
  readonly pulledUp = signal(false);
  /** The terminal whose name is being edited in its tab. */
  readonly renaming = signal<string | undefined>(undefined);
  /** Counts the wishes to have the keyboard in the list. */
  readonly listFocus = signal(0);
  /** The mark whose command's menu is open, and what gets the focus back. */
  readonly commandMenu = signal<
    { readonly mark: HTMLElement; readonly focus: HTMLElement } | undefined
  >(undefined);
  /** Why the last thing that was asked for did not happen. */
  readonly problem = signal<string | undefined>(undefined);
  /** The layout of the last visit is there, or there was none. */
  readonly ready = signal(false);

  /** Whether terminals are drawn at all: in their place, or over another. */
  readonly terminalsShown = computed(() => {
    const route = this.router.route.value;
    if (isPhone.value) return route.place === 'terminal';
    return isAtTerminals(route) || this.pulledUp.value;
  });

  readonly look = computed<Look>(() => {
    const { fontSize, fontFamily, screenReader, scrollback } = this.settings.values.value;
    const appearance = this.theme.appearance.value;
    return { appearance, fontSize, fontFamily, screenReader, scrollback };
  });

  readonly attachments = new Attachments({
    layout: this.desk.layout,
    terminals: this.terminals,
    look: this.look,
    shared: {
      isShortcut: (event) => this.actions.at(event) !== undefined,
      isFocused: (id) => this.isFocused(id),
      onPasteImages: (id, images) => void pasteImages(this, id, images),
      onCommandMark: (id, mark) => {
        this.show(id);
        const focus = document.activeElement;
        this.commandMenu.value = { mark, focus: focus instanceof HTMLElement ? focus : mark };
      },
      onFileLink: (id, path) => this.dialogs.show({ is: 'download', id, path }),
      mayPaste: (text, runsAtOnce) => this.#mayPaste(text, runsAtOnce),
      modify: (text) => this.held.modify(text),
      onFitting: (size) => {
        this.#lastSize = size;
      },
    },
  });

  readonly #view = computed<View>(() => {
    if (!documentVisible.value || !this.terminalsShown.value) return NOTHING_SHOWN;
    const layout = this.desk.layout.value;
    const focused = this.desk.focused.value?.id;
    const groups = layout.zoomed || isPhone.value ? [] : groupsOf(layout);
    const shown = [focused, ...groups.map((group) => group.shown)];
    return { focused, shown: shown.filter((id) => id !== undefined) };
  });

  /** What wants someone. */
  readonly inbox = new Inbox(this.terminals, this.#view);
  readonly notifier = new Notifier({
    settings: this.settings,
    needs: this.inbox.needs,
    show: (id) => this.show(id),
  });

  /** The room a terminal had last: one that opens next starts with it, not with a resize. */
  #lastSize: Size | undefined;

  constructor() {
    this.actions.add(
      ...terminalActions(this),
      ...fileActions(this),
      ...clipboardActions(this),
      ...commandActions(this),
      ...toolActions(this),
      ...pageActions(this),
    );
    this.palette.add(terminalItems(this));
    this.palette.addLast(toolItems(this));
    effect(() => {
      const { is } = this.session.state.value;
      untracked(() => {
        if (is === 'signed-in') void this.#begin();
        else this.#end();
      });
    });
    effect(() => {
      const route = this.router.route.value;
      if (!this.ready.value || route.place !== 'terminal') return;
      const { id, role } = route;
      untracked(() => this.desk.change({ type: 'open', tab: { id, role } }));
    });
    effect(() => {
      const tab = this.desk.focused.value;
      if (!this.ready.value || this.router.route.peek().place !== 'terminal') return;
      untracked(() =>
        this.router.replace(tab ? { place: 'terminal', ...tab } : { place: 'terminals' }),
      );
    });
    effect(() => {
      const [list, freshness] = [this.terminals.list.value, this.terminals.freshness.value];
      if (freshness === 'live' && this.ready.value) untracked(() => this.#leaveOutGone(list));
    });
    effect(() => {
      const id = this.#view.value.focused;
      if (id !== undefined) this.attachments.find(id)?.seen();
    });
    void this.session.begin(takeToken());
  }

  /** What actions are about: the terminal that has, or had last, the keyboard. */
  focusedTerminal(): TerminalInfo | undefined {
    const id = this.desk.focused.value?.id;
    return id === undefined ? undefined : this.terminals.find(id);
  }

  /** The terminal to look at next: one that needs someone, else one that wrote something. */
  nextNews(): string | undefined {
    const [need] = this.inbox.needs.value;
    return need?.id ?? this.attachments.unread.value[0];
  }

  /** The size that a terminal is likely to be shown with. */
  usualSize(): Size | undefined {
    return this.#lastSize;
  }

  /** Opens a terminal and shows it, beside the focused one if so wished. */
  async open(terminal: NewTerminal, beside?: Side): Promise<Result<TerminalInfo>> {
    const size = beside === undefined ? this.#lastSize : undefined;
    const result = await this.terminals.open({ ...size, ...terminal });
    if (result.ok) {
      const { id } = result.value;
      if (beside !== undefined) {
        this.desk.change({ type: 'open', tab: { id, role: 'control' }, beside });
      }
      this.show(id);
    }
    return result;
  }

  /** Does what may fail, and says so if it does. */
  async attempt<T>(result: Promise<Result<T>>): Promise<Result<T>> {
    const outcome = await result;
    this.problem.value = outcome.ok ? undefined : sentence(outcome.failure);
    return outcome;
  }

  show(id: string, role?: Role): void {
    const known = tabsOf(this.desk.layout.peek()).find((tab) => tab.id === id);
    const tab = { id, role: role ?? known?.role ?? 'control' };
    // Over another place, the terminals are changed where they are.
    if (isAtTerminals(this.router.route.peek()) || !this.pulledUp.peek()) {
      this.router.go({ place: 'terminal', ...tab });
    }
    this.desk.change({ type: 'open', tab });
    this.attachments.find(id)?.focus();
  }

  /** Puts a terminal where it was dragged. */
  put(id: string, at: Spot): void {
    const known = tabsOf(this.desk.layout.peek()).find((tab) => tab.id === id);
    this.desk.change({ type: 'put', tab: known ?? { id, role: 'control' }, at });
    this.show(id);
  }

  /** Gives a key that the page took to the program after all: the palette's, pressed twice. */
  typeKey({ key, ctrlKey: ctrl, altKey: alt }: KeyboardEvent): void {
    const id = this.desk.focused.peek()?.id;
    if (id !== undefined) this.attachments.find(id)?.view?.type(withHeld(key, { ctrl, alt }));
  }

  /** Makes a group the one that has the keyboard. */
  focusGroup(group: string): void {
    this.desk.change({ type: 'focus', group });
    const tab = this.desk.focused.peek();
    const route = this.router.route.peek();
    if (tab && route.place === 'terminals' && !isPhone.peek()) {
      this.router.replace({ place: 'terminal', ...tab });
    }
  }

  /** Whether the keyboard is meant for it now, whatever was drawn last. */
  isFocused(id: string): boolean {
    return this.desk.focused.peek()?.id === id;
  }

  /** Gives the keyboard to the focused terminal. */
  focusTerminal(): void {
    const id = this.desk.focused.peek()?.id;
    if (id !== undefined) this.attachments.find(id)?.focus();
  }

  /** To the terminals, as they were left. */
  goToTerminals(): void {
    const tab = isPhone.peek() ? undefined : this.desk.focused.peek();
    this.pulledUp.value = false;
    this.router.go(tab ? { place: 'terminal', ...tab } : { place: 'terminals' });
  }

  /** Leaves the terminal for the list. */
  focusList(): void {
    if (isPhone.peek()) this.router.go({ place: 'terminals' });
    else if (!isAtTerminals(this.router.route.peek())) this.goToTerminals();
    this.settings.change({ listShown: true });
    this.listFocus.value++;
  }

  /** Closes a terminal; asks first if something runs there. */
  async askToClose(id: string): Promise<void> {
    const terminal = this.terminals.find(id);
    if (!terminal) {
      this.closeTab(id);
      return;
    }
    const running = await this.terminals.runningIn(terminal);
    if (running === undefined) await this.attempt(this.close(id));
    else this.dialogs.show({ is: 'close-terminal', id, running });
  }

  async close(id: string): Promise<Result<void>> {
    const result = await this.terminals.close(id);
    if (result.ok) this.closeTab(id);
    return result;
  }

  /** Takes a terminal off the desk; it runs on. */
  closeTab(id: string): void {
    this.desk.change({ type: 'close', id });
    this.focusTerminal();
  }

  /** Starts the same command anew, in the place of the one that ended. */
  async runAgain({ id }: TerminalInfo): Promise<Result<TerminalInfo>> {
    const size = this.attachments.find(id)?.screenSize.size.peek();
    const result = await this.terminals.runAgain(id, size);
    if (!result.ok) return result;
    const tab = { id: result.value.id, role: 'control' as const };
    const group = groupWith(this.desk.layout.peek(), id);
    if (group) {
      const index = group.tabs.findIndex((known) => known.id === id);
      this.desk.change({ type: 'put', tab, at: { group: group.key, index: index + 1 } });
      this.desk.change({ type: 'close', id });
    }
    this.show(tab.id);
    return result;
  }

  /** Goes `step` places through the list. */
  step(step: 1 | -1): void {
    const terminal = neighbour(this.terminals.list.value, this.desk.focused.value?.id, step);
    if (terminal) this.show(terminal.id);
  }

  async #begin(): Promise<void> {
    this.feed.resume();
    this.terminals.start();
    await this.desk.restore();
    this.ready.value = true;
  }

  #end(): void {
    this.feed.pause();
    this.terminals.stop();
    this.tools.stop();
  }

  /** Tabs of terminals that are gone go too, but for one whose last screen is being looked at. */
  #leaveOutGone(list: readonly TerminalInfo[]): void {
    const ids = new Set(list.map(({ id }) => id));
    const route = this.router.route.peek();
    if (route.place === 'terminal') ids.add(route.id);
    for (const { shown } of groupsOf(this.desk.layout.peek())) {
      if (shown !== undefined && this.attachments.find(shown)?.screenSize.size.peek())
        ids.add(shown);
    }
    this.desk.change({ type: 'keep', ids });
  }

  #mayPaste(text: string, runsAtOnce: boolean): Promise<boolean> {
    const { askBeforePaste } = this.settings.values.peek();
    const severalLines = /[\r\n]/.test(text.trimEnd());
    const ask = askBeforePaste === 'always' || (askBeforePaste === 'when-run' && runsAtOnce);
    if (!severalLines || !ask) return Promise.resolve(true);
    return new Promise((answer) => {
      this.dialogs.show({ is: 'paste', text, answer });
    });
  }
}
