import type { IDecoration, Terminal } from '@xterm/xterm';
import { CommandLog } from './command-log';
import type { Command } from './command-log';

export interface CommandMarksListener {
  /** The newest command began or ended, or another one is looked at. */
  changed(): void;
  /** A mark was clicked. */
  chosen(mark: HTMLElement): void;
}

/** Marks commands beside their rows, goes from one to another, and selects what they printed. */
export class CommandMarks {
  readonly log: CommandLog;
  readonly #terminal: Terminal;
  readonly #listener: CommandMarksListener;
  readonly #marks = new WeakMap<Command, IDecoration>();
  #chosen: Command | undefined;

  constructor(terminal: Terminal, listener: CommandMarksListener) {
    this.#terminal = terminal;
    this.#listener = listener;
    this.log = new CommandLog(terminal, {
      started: (command) => {
        this.#choose(undefined);
        this.#mark(command);
        listener.changed();
      },
      ended: (command) => {
        const mark = this.#marks.get(command)?.element;
        if (mark) this.#draw(command, mark);
        listener.changed();
      },
    });
  }

  /** The command that was gone to, else the last one. */
  get current(): Command | undefined {
    if (this.#chosen?.at.isDisposed) this.#chosen = undefined;
    return this.#chosen ?? this.log.all.at(-1);
  }

  get last(): Command | undefined {
    return this.log.all.at(-1);
  }

  /** Goes to the command before or after the one gone to last; after the last one is the prompt. */
  go(step: 1 | -1): void {
    const before = this.#chosen?.at.isDisposed === false ? this.#chosen.at.line : undefined;
    const command = this.log.beside(before, step);
    if (command) {
      this.#choose(command);
      this.#terminal.scrollToLine(command.at.line);
    } else if (step > 0) {
      this.#choose(undefined);
      this.#terminal.scrollToBottom();
    }
  }

  /** Selects what the current command printed; false if that is nothing. */
  selectOutput(): boolean {
    const command = this.current;
    if (!command || command.output.isDisposed) return false;
    const { active } = this.#terminal.buffer;
    const first = command.output.line;
    const end = command.end && !command.end.isDisposed ? command.end.line : active.length;
    const length = (end - first) * this.#terminal.cols + command.endColumn;
    if (length <= 0) return false;
    this.#terminal.select(0, first, length);
    this.#terminal.scrollToLine(command.at.line);
    return true;
  }

  #choose(command: Command | undefined): void {
    for (const each of [this.#chosen, command]) {
      const mark = each && this.#marks.get(each)?.element;
      mark?.classList.toggle('current', each === command);
    }
    this.#chosen = command;
    this.#listener.changed();
  }

  #mark(command: Command): void {
    const decoration = this.#terminal.registerDecoration({ marker: command.at, width: 1 });
    if (!decoration) return;
    this.#marks.set(command, decoration);
    decoration.onRender((mark) => {
      if (mark.onclick) return;
      mark.onclick = (event) => {
        // A click on the screen gives it the keyboard, which the menu is to have.
        event.stopPropagation();
        this.#choose(command);
        this.#listener.chosen(mark);
      };
      // The terminal would take it for the beginning of a selection.
      mark.onmousedown = (event) => event.stopPropagation();
      this.#draw(command, mark);
    });
  }

  #draw(command: Command, mark: HTMLElement): void {
    const state = command.isRunning ? 'running' : command.exit === 0 ? 'good' : 'bad';
    mark.classList.add('command-mark');
    mark.classList.remove('running', 'good', 'bad');
    mark.classList.add(command.exit === undefined && !command.isRunning ? 'unknown' : state);
    mark.setAttribute('role', 'img');
    mark.title = describe(command);
    mark.ariaLabel = mark.title;
  }
}

/** `make test: exit code 2 after 1 m 05 s`. */
export function describe({ line, exit, took, isRunning }: Command): string {
  const how = isRunning
    ? 'running'
    : [exit === undefined ? 'ended' : `exit code ${exit}`, took !== undefined && durationText(took)]
        .filter((word) => word !== false)
        .join(' after ');
  return line === undefined ? how : `${firstLine(line)}: ${how}`;
}

export function durationText(ms: number): string {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} m`;
}

function firstLine(line: string): string {
  const [first = ''] = line.split('\n', 1);
  return first.length < line.length ? `${first}…` : first;
}
