import { execFileSync } from 'node:child_process';
import { expect, test } from './fixtures.ts';

test('opens the login shell by one click, ready to type in', async ({ open }) => {
  const hub = await open();
  await hub.page.getByRole('button', { name: 'New terminal', exact: true }).first().click();
  await expect(hub.page).toHaveURL(/\/t\/.+/);
  await expect(hub.status).toHaveText('Running');
  await hub.type('echo "sum: $((20 + 22))"');
  await hub.expectScreen(/^sum: 42$/m);
  await hub.type('exit');
  await expect(hub.status).toContainText('Exited with code 0');
  await hub.page.getByRole('button', { name: 'Close this terminal' }).click();
  await expect(hub.page).toHaveURL(/\/$/);
});

test('runs a full-screen program and comes back from it', async ({ open }) => {
  const pager = ['less', 'vim', 'vi'].find(isInstalled);
  expect(pager, 'needs less or vim: apt-get install less').toBeDefined();
  const hub = await open();
  await hub.shell();
  await hub.type('seq 1000 1999 > /tmp/patchbay-e2e-$$; echo before');
  await hub.expectScreen(/^before$/m);

  await hub.type(`${pager} /tmp/patchbay-e2e-$$`);
  await hub.expectScreen(/^1000\n1001/);
  await hub.page.keyboard.press('Shift+G');
  await hub.expectScreen(/\n1998\n1999/);
  await hub.page.keyboard.type(pager === 'less' ? 'q' : ':q!\n');

  await hub.expectScreen(/^before$/m);
  await hub.type('rm /tmp/patchbay-e2e-$$; echo after');
  await hub.expectScreen(/^after$/m);
  expect((await hub.lines()).join('\n')).not.toContain('1999\n');
});

test('gives the program the size of the window, and every size after that', async ({ open }) => {
  const hub = await open();
  await hub.shell();
  const expectStty = async () => {
    const { cols, rows } = await hub.readSize();
    await hub.type('clear; stty size');
    await hub.expectScreen(new RegExp(`^${rows} ${cols}$`, 'm'));
    return { cols, rows };
  };
  const before = await expectStty();

  await hub.page.setViewportSize({ width: 900, height: 500 });
  await expect.poll(async () => (await hub.readSize()).cols).toBeLessThan(before.cols);
  const smaller = await expectStty();
  expect(smaller.rows).toBeLessThan(before.rows);
});

test('shows how a program ended, refuses typing, and runs it again', async ({ open }) => {
  const hub = await open();
  const id = await hub.run({
    name: 'fails',
    command: ['sh', '-c', 'echo "$WORD"; exit 3'],
    env: { WORD: 'once' },
  });
  await expect(hub.status).toHaveText('Exited with code 3');
  await hub.expectScreen(/^once$/m);
  await expect(hub.rows.filter({ hasText: 'fails' })).toContainText('exit 3');

  await hub.pointerArea.click();
  await hub.expectBriefly('The program has ended: nothing reads what you type.', () =>
    hub.page.keyboard.type('x'),
  );
  await expect(hub.status).toHaveText('Exited with code 3');

  await hub.page.getByRole('button', { name: 'Run again' }).click();
  await expect(hub.page).not.toHaveURL(new RegExp(id));
  await hub.expectScreen(/^once$/m);
  await expect(hub.status).toHaveText('Exited with code 3');
  await expect(hub.rows.filter({ hasText: 'fails' })).toHaveCount(2);
  for (let left = 2; left > 0; left--) {
    await hub.page.getByRole('button', { name: 'Close fails' }).first().click();
    await expect(hub.rows.filter({ hasText: 'fails' })).toHaveCount(left - 1);
  }
});

test('shows what a program calls itself, and names the signal that ended it', async ({ open }) => {
  const hub = await open();
  const script = String.raw`printf '\033]2;my build\007'; kill -TERM $$`;
  await hub.run({ name: 'killed', command: ['sh', '-c', script] });
  await expect(hub.rows.filter({ hasText: 'killed' })).toContainText('my build');
  await expect(hub.status).toHaveText(/^Ended by signal (SIG)?TERM$/);
});

test('sends no answer to a program’s queries', async ({ open }) => {
  const hub = await open();
  const sent: number[] = [];
  hub.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload)[0] ?? 0)),
  );
  const queries = String.raw`\033[c\033[>c\033[=c\033[5n\033[6n\033[?6n\033[?996n\033[?2026$p`;
  const more = String.raw`\033[>q\033[?u\033[18t\033P$qm\033\\\033P+q544e\033\\`;
  const colours = String.raw`\033]4;1;?\007\033]10;?\007\033]11;?\033\\\033]12;?\007\033]52;c;?\007`;
  const script = `stty -echo; printf '${queries}${more}${colours}all asked'; sleep 600`;
  await hub.run({ command: ['bash', '-c', script] });
  await hub.expectScreen(/all asked/);
  await expect.poll(() => sent).toContain(0x13);
  expect(sent).not.toContain(0x11);

  await hub.page.keyboard.type('k');
  await expect.poll(() => sent).toContain(0x11);
});

test('shows an image, loads what draws it only then, and still answers nothing', async ({
  open,
}) => {
  const hub = await open();
  const sent: number[] = [];
  const loaded: string[] = [];
  hub.page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => sent.push(Buffer.from(payload)[0] ?? 0)),
  );
  hub.page.on('request', (request) => loaded.push(request.url()));
  const isLoaded = () => loaded.some((url) => url.includes('addon-image'));
  // Six rows of red, then of blue, sixty dots wide.
  const image = String.raw`\033P0;0;0q"1;1;60;12#0;2;90;10;10#0!60~-#1;2;10;10;90#1!60~\033\\`;
  const script = `stty -echo; echo before; read; printf '${image}\\033[c\\033[?1;1S\nshown\n'; cat`;
  const id = await hub.run({ command: ['bash', '-c', script] });
  await hub.expectScreen(/^before$/m);
  expect(isLoaded()).toBe(false);
  await hub.send(id, '\n');
  await hub.expectScreen(/^shown$/m);
  expect(isLoaded()).toBe(true);
  await expect.poll(() => hub.page.evaluate(coloursOfImages)).toEqual(['#1a1ae6', '#e61a1a']);
  expect(sent).not.toContain(0x11);
});

test('pastes several lines in brackets, without what could break out of them', async ({ open }) => {
  const hub = await open();
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await hub.run({
    command: ['bash', '-c', String.raw`printf '\033[?2004hready\n'; stty -echo; cat -v`],
  });
  await hub.expectScreen(/^ready$/m);
  await hub.page.evaluate(() => navigator.clipboard.writeText('one\ntwo\x1b[201~three\n'));
  await hub.page.keyboard.press('Control+Shift+V');
  await hub.page.keyboard.press('Enter');
  await hub.expectScreen(/^\^\[\[200~one$/m);
  await hub.expectScreen(/^two\[201~three\n\^\[\[201~$/m);
});

test('copies the selection', async ({ open }) => {
  const hub = await open();
  await hub.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await hub.run({ command: ['bash', '-c', 'echo copied-word; sleep 600'] });
  await hub.expectScreen(/^copied-word$/m);
  await hub.pointerArea.dblclick({ position: { x: 30, y: 10 } });
  await hub.page.keyboard.press('Control+Shift+C');
  await expect
    .poll(() => hub.page.evaluate(() => navigator.clipboard.readText()))
    .toBe('copied-word');
});

/** The colours on the canvas that images are drawn on; runs in the page. */
function coloursOfImages(): string[] {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas.xterm-image-layer');
  if (!canvas) return [];
  const context = canvas.getContext('2d');
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  const found = new Set<string>();
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] !== 255) continue;
    const rgb = [pixels[i], pixels[i + 1], pixels[i + 2]];
    found.add(`#${rgb.map((value = 0) => value.toString(16).padStart(2, '0')).join('')}`);
  }
  return [...found].sort();
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
