import { expect, test } from './fixtures.ts';

test('two browsers see and type the same; the last that resized sets the size', async ({
  open,
}) => {
  const one = await open();
  const id = await one.shell('shared');
  const own = await one.readSize();
  const two = await open({ viewport: { width: 800, height: 480 } });
  await two.show(id);

  await two.type('echo "from two"');
  await one.expectScreen(/^from two$/m);
  await one.type('echo "from one"');
  await two.expectScreen(/^from one$/m);

  // The second came last, so the first shows its size and says why.
  const smaller = await two.readSize();
  expect(smaller.cols).toBeLessThan(own.cols);
  await one.expectSize(smaller.cols, smaller.rows);
  await expect(one.status).toHaveText('Another viewer sets the size.');
  await expect(one.page.getByText('2 viewers').first()).toBeVisible();

  await one.page.getByRole('button', { name: 'Fit to this window' }).click();
  await two.expectSize(own.cols, own.rows);
  await expect(one.status).toHaveText('Running');
  await expect(two.status).toHaveText('Another viewer sets the size.');
  await expect.poll(() => two.lines()).toEqual(await one.lines());
});

test('one who only views cannot type, and leaves the size alone', async ({ open }) => {
  const one = await open();
  const id = await one.shell('watched');
  const own = await one.readSize();
  const viewer = await open({ viewport: { width: 800, height: 480 } });
  await viewer.show(id, '?role=view');
  await expect(viewer.page.getByText('View only', { exact: true })).toBeVisible();
  await viewer.expectSize(own.cols, own.rows);

  await viewer.expectBriefly('View only: what you type is not sent.', () =>
    viewer.page.keyboard.type('not sent'),
  );
  await one.type('echo "seen by both"');
  await viewer.expectScreen(/^seen by both$/m);
  await viewer.page.setViewportSize({ width: 700, height: 400 });
  await one.type('stty size');
  await one.expectScreen(new RegExp(`^${own.rows} ${own.cols}$`, 'm'));
  await expect(viewer.status).toHaveText('Running, view only');
  expect((await one.lines()).join('\n')).not.toContain('not sent');
});
