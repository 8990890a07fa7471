import { expect } from './fixtures.ts';
import type { HubPage } from './hub-page.ts';

export const FLOODING = 't29';

/** Waits for a line, then writes without an end. */
const FLOOD = ['bash', '-c', 'read; exec yes "$(seq -s " " 40)"'];

/**
 * Shows thirty terminals as tabs: 27 in one group, the last three beside and below it. The last one,
 * which has the keyboard, floods once it gets a line.
 */
export async function showThirtyTerminals(hub: HubPage): Promise<void> {
  const names = Array.from({ length: 30 }, (_, i) => `t${i}`);
  const ids = await Promise.all(
    names.map((name) =>
      hub.create({ name, command: name === FLOODING ? FLOOD : ['sleep', '600'] }),
    ),
  );
  // As the page keeps it.
  await hub.page.evaluate(([all]) => sessionStorage.setItem('patchbay.layout', all), [
    layoutOf(ids),
  ] as const);
  await hub.page.goto(new URL(`/t/${ids.at(-1) ?? ''}`, hub.page.url()).href);
  await expect(hub.rows).toHaveCount(30);
  await expect(hub.panes).toHaveCount(4);
  await expect(hub.tabs).toHaveCount(30);
  await expect(hub.keyboardOf(FLOODING)).toBeFocused();
}

function layoutOf(ids: readonly string[]): string {
  const group = (members: readonly string[]) => ({
    is: 'group',
    key: members[0],
    tabs: members.map((id) => ({ id, role: 'control' })),
    shown: members[0],
  });
  const split = (way: string, ...nodes: unknown[]) => ({
    is: 'split',
    key: way,
    way,
    parts: nodes.map((node) => ({ node, share: 1 / nodes.length })),
  });
  const [a, b, c] = [ids.slice(27, 28), ids.slice(28, 29), ids.slice(29)].map(group);
  const root = split('row', split('column', group(ids.slice(0, 27)), a), split('column', b, c));
  return JSON.stringify({ root, focus: ids[29], zoomed: false });
}
