import type { ReadonlySignal } from '@preact/signals';
import { kept } from './kept';

/** What this browser remembers about tools. */
export interface Memory {
  /** Ids, in the order of pinning. */
  readonly pinned: readonly string[];
  /** The newest first. */
  readonly recent: readonly RecentLaunch[];
  /** Where tools are launched; empty for the home folder. */
  readonly folder: string;
  /** Where something was launched, the newest first. */
  readonly folders: readonly string[];
}

export interface RecentLaunch {
  readonly tool: string;
  /** Empty for the home folder. */
  readonly folder: string;
  readonly args: readonly string[];
  readonly atMs: number;
}

const MOST = { pinned: 100, recent: 30, folders: 12, args: 100, text: 4096 } as const;

export const NOTHING: Memory = { pinned: [], recent: [], folder: '', folders: [] };

export function togglePin(memory: Memory, id: string): Memory {
  const others = memory.pinned.filter((pinned) => pinned !== id);
  const pinned = others.length < memory.pinned.length ? others : [...others, id];
  return { ...memory, pinned: pinned.slice(-MOST.pinned) };
}

export function choose(memory: Memory, folder: string): Memory {
  return { ...memory, folder };
}

/** The same launch as an earlier one takes its place. */
export function launched(memory: Memory, launch: RecentLaunch): Memory {
  const others = memory.recent.filter((known) => launchKey(known) !== launchKey(launch));
  const folders = memory.folders.filter((folder) => folder !== launch.folder);
  const at = launch.folder === '' ? folders : [launch.folder, ...folders];
  return {
    ...memory,
    recent: [launch, ...others].slice(0, MOST.recent),
    folders: at.slice(0, MOST.folders),
  };
}

/** The same for launches of one tool in one folder with the same arguments. */
export function launchKey({ tool, folder, args }: RecentLaunch): string {
  return JSON.stringify([tool, folder, args]);
}

/** Whatever is no memory of ours is forgotten, and no more is believed than is ever written. */
export function readMemory(text: string | null): Memory {
  let json: Partial<Record<keyof Memory, unknown>> = {};
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    if (typeof parsed === 'object' && parsed !== null) json = parsed;
  } catch {
    return NOTHING;
  }
  return {
    pinned: list(json.pinned, MOST.pinned).filter(isText),
    recent: list(json.recent, MOST.recent).flatMap((value) => readLaunch(value) ?? []),
    folder: isText(json.folder) ? json.folder : '',
    folders: list(json.folders, MOST.folders).filter(isText),
  };
}

function readLaunch(value: unknown): RecentLaunch | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { tool, folder, args, atMs } = value as Partial<Record<keyof RecentLaunch, unknown>>;
  // Without some of its arguments it would be another launch.
  const words = list(args, MOST.args + 1);
  const fits = words.length <= MOST.args && words.every(isText);
  return fits && isText(tool) && isText(folder) && typeof atMs === 'number'
    ? { tool, folder, args: words, atMs }
    : undefined;
}

function list(value: unknown, most: number): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST.text;
}

const KEY = 'patchbay.tools';

/** The memory in force, kept in this browser. */
export class ToolMemory {
  readonly #values = kept(KEY, readMemory);

  get values(): ReadonlySignal<Memory> {
    return this.#values;
  }

  togglePin(id: string): void {
    this.#values.value = togglePin(this.#values.value, id);
  }

  choose(folder: string): void {
    this.#values.value = choose(this.#values.value, folder);
  }

  launched(launch: RecentLaunch): void {
    this.#values.value = launched(this.#values.value, launch);
  }
}
