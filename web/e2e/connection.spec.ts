import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('shows what was missed, without loss or doubling', async ({ open, network }, {
  outputDir,
}) => {
  // The program goes on while the connection is away, and only then.
  await mkdir(outputDir, { recursive: true });
  const gate = join(outputDir, 'away');
  const script = `seq -f 'n %g' 1 100; until [ -e '${gate}' ]; do sleep 0.02; done
    seq -f 'n %g' 101 400; touch '${gate}-done'; exec cat`;
  const hub = await open({ proxy: network.proxy });
  await hub.run({ command: ['bash', '-c', script] });
  await hub.expectScreen(/^n 100$/m);

  network.cut();
  await expect(hub.status).toHaveText('Connection lost. Reconnecting…');
  await hub.expectBriefly('Not connected: what you type is not sent.', () =>
    hub.page.keyboard.type('refused'),
  );
  await expect(hub.status).toHaveText('Connection lost. Reconnecting…');

  await writeFile(gate, '');
  await expect.poll(() => existsSync(`${gate}-done`)).toBe(true);
  expect((await hub.lines()).join('\n')).not.toContain('n 101');

  network.mend();
  await expect(hub.status).toHaveText('Running');
  await hub.expectScreen(/^n 400$/m);

  // Pages overlap by one line, so numbers that follow each other on each of them leave no gap.
  const numbersByPage = (await hub.scrollThrough()).map(numbers);
  expect(numbersByPage[0]?.[0]).toBe(1);
  expect(numbersByPage.at(-1)?.at(-1)).toBe(400);
  for (const page of numbersByPage) {
    expect(page).toEqual(page.map((_, i) => (page[0] ?? 0) + i));
  }

  await hub.type('and on');
  await hub.expectScreen(/^and on$/m);
  expect((await hub.lines()).join('\n')).not.toContain('refused');
});

test('keeps up with a program that floods, and takes keys after it', async ({ open }) => {
  const hub = await open();
  await hub.run({ command: ['bash', '-c', 'seq 1 1000000; echo flood over; exec cat'] });
  await hub.expectScreen(/^999999\n1000000\nflood over$/m);
  await hub.type('still here');
  await hub.expectScreen(/^still here\nstill here$/m);
});

test('comes back by itself, to the list too', async ({ open, network }) => {
  const hub = await open({ proxy: network.proxy });
  await hub.run({ name: 'kept', command: ['sleep', '600'] });
  await expect(hub.status).toHaveText('Running');

  network.cut();
  await expect(hub.status).toHaveText('Connection lost. Reconnecting…');
  await expect(hub.page.getByText('This list may be out of date.')).toBeVisible();
  const other = await open();
  await other.create({ name: 'opened meanwhile', command: ['sleep', '600'] });

  network.mend();
  await expect(hub.status).toHaveText('Running');
  await expect(hub.page.getByText('This list may be out of date.')).toBeHidden();
  await expect(hub.rows.filter({ hasText: 'opened meanwhile' })).toBeVisible();
});

test('keeps the keyboard when it comes back in the middle of a click', async ({
  open,
  network,
}) => {
  const hub = await open({ proxy: network.proxy });
  await hub.shell();
  network.cut();
  await hub.page.getByRole('button', { name: 'Retry now' }).hover();
  await hub.page.mouse.down();
  network.mend();
  await expect(hub.status).toHaveText('Running');
  await hub.page.mouse.up();
  await hub.type('echo "back $((40 + 2))"');
  await hub.expectScreen(/^back 42$/m);
});

test('tells that another viewer closed the terminal', async ({ open }) => {
  const hub = await open();
  const id = await hub.run({ name: 'shared', command: ['sleep', '600'] });
  const other = await open();
  await other.show(id);
  await other.page.getByRole('button', { name: 'Close this terminal' }).click();
  await other.page.getByRole('button', { name: 'End and close' }).click();
  await expect(hub.status).toHaveText('This terminal was closed.');
  await hub.page.getByRole('button', { name: 'Close the tab', exact: true }).click();
  await expect(hub.page).toHaveURL(/\/$/);
});

test('tells that a linked terminal does not exist', async ({ open }) => {
  const hub = await open();
  await hub.show('no-such-terminal');
  await expect(hub.status).toHaveText('There is no such terminal any more.');
});

function numbers(lines: readonly string[]): number[] {
  return lines.flatMap((line) => /^n (\d+)$/.exec(line)?.[1] ?? []).map(Number);
}
