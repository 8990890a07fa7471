/** The first wait after a lost connection: a hub that restarts is back within a second. */
export const FIRST_WAIT_MS = 250;

/** The longest wait: a page left open overnight may ask six times a minute, not more. */
export const LONGEST_WAIT_MS = 10_000;

/**
 * Milliseconds to wait before try number `attempt` (0 is the first retry). Doubles each time; the
 * upper half is random, so that many pages do not return to a restarted hub in one instant.
 */
export function backOff(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 16));
  return Math.round(full * (0.5 + random / 2));
}
