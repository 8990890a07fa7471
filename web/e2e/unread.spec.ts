import { expect, test } from './fixtures.ts';

test('marks what happens in hidden tabs, and goes there', async ({ open }) => {
  const hub = await open();
  const script = String.raw`read; echo written; read; printf '\a'; read; exit 3`;
  const noisy = await hub.run({ name: 'noisy', command: ['bash', '-c', script] });
  const quiet = await hub.create({ name: 'quiet', command: ['sleep', '600'] });
  await hub.rows.filter({ hasText: 'quiet' }).getByRole('link').click();
  await expect(hub.page).toHaveURL(new RegExp(quiet));
  const mark = hub.tab('noisy').getByRole('img').last();

  await hub.send(noisy, '\n');
  await expect(mark).toHaveAccessibleName('New output');
  await hub.send(noisy, '\n');
  await expect(mark).toHaveAccessibleName('Rang the bell');
  await expect(hub.page.getByRole('button', { name: 'Needs you: 1' })).toBeVisible();
  await expect(hub.page).toHaveTitle('(1) quiet · Patchbay');
  await expect(hub.rows.filter({ hasText: 'noisy' }).getByRole('img').last()).toHaveAccessibleName(
    'Rang the bell',
  );

  await hub.page.keyboard.press('Control+Shift+B');
  await expect(hub.page).toHaveURL(new RegExp(noisy));
  await hub.expectScreen(/^written$/m);
  await expect(hub.page).toHaveTitle('noisy · Patchbay');
  await expect(mark).toHaveAccessibleName('Running');

  await hub.tab('quiet').click();
  await hub.send(noisy, '\n');
  await expect(mark).toHaveAccessibleName('Failed while you looked elsewhere: Exited with code 3');
  await hub.tab('noisy').click();
  await expect(hub.status).toHaveText('Exited with code 3');
  await expect(mark).toHaveAccessibleName('Failed');
});

test('draws nothing of a hidden terminal, and all of it when it is shown', async ({ open }) => {
  const hub = await open();
  let received = 0;
  const flood = await hub.run({
    name: 'flood',
    command: ['bash', '-c', 'echo ready; read; seq 1 1000000; exec cat'],
  });
  await hub.expectScreen(/^ready$/m);
  await hub.create({ name: 'front', command: ['sleep', '600'] });
  hub.page.on('websocket', (socket) => {
    if (socket.url().includes(flood)) count(socket);
  });
  await hub.page.reload();
  await hub.expectScreen(/^ready$/m);
  await hub.rows.filter({ hasText: 'front' }).getByRole('link').click();
  await expect(hub.keyboardOf('front')).toBeFocused();

  const before = received;
  await hub.send(flood, '\n');
  await expect(hub.tab('flood').getByRole('img').last()).toHaveAccessibleName('New output');
  await hub.expectWritten(flood, 6_000_000);
  expect(received - before).toBeLessThan(1.2 * 1024 * 1024);

  await hub.tab('flood').click();
  await hub.expectScreen(/^999999\n1000000$/m);
  expect(received - before).toBeLessThan(3 * 1024 * 1024);
  await hub.type('still here');
  await hub.expectScreen(/^still here\nstill here$/m);

  function count(socket: { on(event: 'framereceived', on: (frame: Frame) => void): void }) {
    socket.on('framereceived', ({ payload }) => (received += payload.length));
  }
});

interface Frame {
  readonly payload: string | Buffer;
}
