import type { IMarker, Terminal } from '@xterm/xterm';
import { readMark } from './mark';
import type { Mark } from './mark';

/** A program may print marks without end. */
const MOST_COMMANDS = 2000;

/** A command that was run at a prompt, by the rows it has on the screen and above it. */
export interface Command {
  /** The row of its prompt; that of its output where the prompt is gone. */
  readonly at: IMarker;
  readonly output: IMarker;
  /** The row after its output, or its last one: `endColumn` tells. */
  readonly end: IMarker | undefined;
  readonly endColumn: number;
  /** What was typed, where the shell told. */
  readonly line: string | undefined;
  readonly exit: number | undefined;
  /** In milliseconds, where both ends were seen. */
  readonly took: number | undefined;
  readonly isRunning: boolean;
}

interface Changing extends Command {
  output: IMarker;
  end: IMarker | undefined;
  endColumn: number;
  exit: number | undefined;
  took: number | undefined;
  isRunning: boolean;
  startedAt: number | undefined;
}

/** What is used of a terminal, with or without a screen. */
type Marked = Pick<Terminal, 'parser' | 'buffer' | 'registerMarker'>;

export interface CommandLogListener {
  started(command: Command): void;
  ended(command: Command): void;
}

/** The commands that a shell marks, oldest first, for as long as their rows are kept. */
export class CommandLog {
  /** Whether what is written happens now; what was kept back or is drawn anew tells its own times. */
  isLive = true;
  readonly #terminal: Marked;
  readonly #listener: CommandLogListener;
  #commands: Changing[] = [];
  #prompt: IMarker | undefined;
  #running: Changing | undefined;

  constructor(terminal: Marked, listener: CommandLogListener) {
    this.#terminal = terminal;
    this.#listener = listener;
    terminal.parser.registerOscHandler(133, (data) => {
      const mark = readMark(data);
      // A full-screen program has no rows that stay.
      if (mark && terminal.buffer.active.type === 'normal') this.#take(mark);
      return true;
    });
  }

  get all(): readonly Command[] {
    return this.#commands;
  }

  /** The command before or after a row; before the end of all where none is given. */
  beside(row: number | undefined, step: 1 | -1): Command | undefined {
    if (step < 0) {
      return this.#commands.findLast(({ at }) => row === undefined || at.line < row);
    }
    return row === undefined ? undefined : this.#commands.find(({ at }) => at.line > row);
  }

  /** Everything before is gone with the screen that it was on. */
  clear(): void {
    const before = this.#commands;
    this.#commands = [];
    this.#prompt = undefined;
    this.#running = undefined;
    before.forEach(({ at, output, end }) => {
      for (const marker of [at, output, end]) marker?.dispose();
    });
  }

  #take(mark: Mark): void {
    switch (mark.is) {
      case 'prompt':
        // A prompt that is drawn again has moved.
        this.#prompt?.dispose();
        this.#prompt = this.#terminal.registerMarker(0);
        this.#running = undefined;
        return;
      case 'output':
        this.#begin(mark);
        return;
      case 'end':
        this.#end(mark);
    }
  }

  #begin({ line, time }: Extract<Mark, { is: 'output' }>): void {
    const output = this.#terminal.registerMarker(0);
    const command: Changing = {
      at: this.#prompt && !this.#prompt.isDisposed ? this.#prompt : output,
      output,
      end: undefined,
      endColumn: 0,
      line,
      exit: undefined,
      took: undefined,
      isRunning: true,
      startedAt: time ?? this.#now(),
    };
    this.#prompt = undefined;
    this.#running = command;
    this.#commands.push(command);
    command.at.onDispose(() => {
      this.#commands = this.#commands.filter((known) => known !== command);
    });
    if (this.#commands.length > MOST_COMMANDS) this.#commands[0]?.at.dispose();
    this.#listener.started(command);
  }

  #end({ exit, time }: Extract<Mark, { is: 'end' }>): void {
    const command = this.#running;
    this.#running = undefined;
    if (!command || command.at.isDisposed) return;
    const endedAt = time ?? this.#now();
    command.end = this.#terminal.registerMarker(0);
    command.endColumn = this.#terminal.buffer.active.cursorX;
    command.exit = exit;
    command.isRunning = false;
    if (command.startedAt !== undefined && endedAt !== undefined && endedAt >= command.startedAt) {
      command.took = endedAt - command.startedAt;
    }
    this.#listener.ended(command);
  }

  #now(): number | undefined {
    return this.isLive ? Date.now() : undefined;
  }
}
