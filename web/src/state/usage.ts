import { read, write } from './kept';

/** How often something was used, newer uses counting more: what makes its place in the palette. */
export type Usage = Readonly<Record<string, Use>>;

interface Use {
  /** Uses so far, worn down to the time of the last one. */
  readonly weight: number;
  readonly lastMs: number;
}

/** After this long without use a thing counts half. */
const HALF_LIFE_MS = 5 * 24 * 60 * 60 * 1000;

/** More than anyone uses; the least used are forgotten beyond it. */
const MOST = 200;

export function used(usage: Usage, id: string, nowMs: number): Usage {
  const grown = {
    ...usage,
    [id]: { weight: weightOf(usage, id, nowMs) + 1, lastMs: nowMs },
  };
  const ids = Object.keys(grown);
  if (ids.length <= MOST) return grown;
  const best = ids.sort((a, b) => weightOf(grown, b, nowMs) - weightOf(grown, a, nowMs));
  return Object.fromEntries(
    best.slice(0, MOST).flatMap((kept) => {
      const use = grown[kept];
      return use ? [[kept, use]] : [];
    }),
  );
}

export function weightOf(usage: Usage, id: string, nowMs: number): number {
  const use = usage[id];
  return use ? use.weight * 0.5 ** ((nowMs - use.lastMs) / HALF_LIFE_MS) : 0;
}

const KEY = 'patchbay.usage';

/** The uses in this browser. */
export class UsageLog {
  #usage: Usage = readUsage();

  weight(id: string): number {
    return weightOf(this.#usage, id, Date.now());
  }

  used(id: string): void {
    this.#usage = used(this.#usage, id, Date.now());
    write(KEY, JSON.stringify(this.#usage));
  }
}

function readUsage(): Usage {
  try {
    const json: unknown = JSON.parse(read(KEY) ?? '{}');
    if (typeof json !== 'object' || json === null) return {};
    return Object.fromEntries(
      Object.entries(json).filter((entry): entry is [string, Use] => isUse(entry[1])),
    );
  } catch {
    return {};
  }
}

function isUse(value: unknown): value is Use {
  if (typeof value !== 'object' || value === null) return false;
  const { weight, lastMs } = value as Partial<Use>;
  return typeof weight === 'number' && typeof lastMs === 'number';
}
