import { effect, untracked } from '@preact/signals';
import type { Result } from '../net/api';
import type { Size } from '../net/protocol';
import type { NewTerminal, TerminalInfo } from '../net/terminal-info';
import { Router } from './route';
import { Session, takeToken } from './session';
import { neighbour } from './terminal-list';
import { Terminals } from './terminals';
import { Theme } from './theme';

/** Everything the page knows, constructed in one place. */
export class Workbench {
  readonly session = new Session();
  readonly theme = new Theme();
  readonly router = new Router();
  readonly terminals = new Terminals(() => {
    this.session.expired();
  });

  /** The room a terminal had last: one that opens next starts with it, not with a resize. */
  lastSize: Size | undefined;

  constructor() {
    effect(() => {
      const { is } = this.session.state.value;
      untracked(() => {
        if (is === 'signed-in') this.terminals.start();
        else this.terminals.stop();
      });
    });
    void this.session.begin(takeToken());
  }

  /** Opens a terminal and shows it. */
  async open(terminal: NewTerminal): Promise<Result<TerminalInfo>> {
    const result = await this.terminals.open({ ...this.lastSize, ...terminal });
    if (result.ok) this.show(result.value.id);
    return result;
  }

  show(id: string): void {
    this.router.go({ place: 'terminal', id, role: 'control' });
  }

  /** Closes a terminal; when it is the one shown, its neighbour takes its place. */
  async close(id: string): Promise<Result<void>> {
    const after = neighbour(this.terminals.list.value, id, 1);
    const result = await this.terminals.close(id);
    const route = this.router.route.value;
    if (result.ok && route.place === 'terminal' && route.id === id) {
      this.router.replace(
        after && after.id !== id
          ? { place: 'terminal', id: after.id, role: 'control' }
          : { place: 'terminals' },
      );
    }
    return result;
  }

  step(step: 1 | -1): void {
    const route = this.router.route.value;
    const shown = route.place === 'terminal' ? route.id : undefined;
    const terminal = neighbour(this.terminals.list.value, shown, step);
    if (terminal) this.show(terminal.id);
  }
}
