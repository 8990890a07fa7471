import type { Exit } from './protocol';

/** How a terminal's program stands, and what that is known from. */
export interface Attention {
  readonly state: 'working' | 'waiting' | 'idle' | 'done' | 'failed';
  readonly kind: 'permission' | 'question' | 'auth' | null;
  readonly source:
    'exit' | 'program' | 'progress' | 'title' | 'screen' | 'command' | 'foreground' | 'output';
  readonly since: string;
  /** What the program said of it: a stranger's words. */
  readonly message: string;
  readonly progress: number | null;
}

/** A bell or a notification that nobody has answered by typing. */
export interface Call {
  readonly source: 'bell' | 'notification';
  readonly since: string;
  readonly message: string;
}

/** A terminal as the hub describes it in JSON. */
export interface TerminalInfo {
  readonly id: string;
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** Where its shell says that it is now, where it says so. */
  readonly folder: string | null;
  readonly pid: number | null;
  readonly cols: number;
  readonly rows: number;
  readonly state: 'running' | 'exited';
  readonly exit: Exit | null;
  /** What the program calls itself; empty until it does. */
  readonly title: string;
  /** Null where nothing tells. */
  readonly attention: Attention | null;
  readonly call: Call | null;
  readonly viewers: number;
  readonly createdAt: string;
  readonly tags: readonly string[];
  /** How many bytes it has written; as of when this was told. */
  readonly offset: number;
  /** What runs in front of the started program; told only when one terminal is asked for. */
  readonly foreground?: Foreground;
}

/** A job of the shell. Without a pid nobody knows whether there is one. */
export interface Foreground {
  readonly pid: number | null;
  readonly command: string | null;
}

export interface NewTerminal {
  readonly command?: readonly string[];
  readonly cwd?: string;
  readonly name?: string;
  readonly cols?: number;
  readonly rows?: number;
  readonly tags?: readonly string[];
  /** Whether a shell marks its prompts and commands; by default as the hub is set. */
  readonly shellIntegration?: boolean;
}
