import { expect, it } from 'vitest';
import { SHELF_BYTES, Shelf } from './shelf';

function shelf(spilled = false) {
  const done: string[] = [];
  const on = new Shelf(spilled);
  return {
    put: (name: string, bytes = 1) => on.put(() => done.push(name), bytes),
    restart: (name: string, bytes = 1) => on.restart(() => done.push(name), bytes),
    taken: () => {
      const steps = on.take();
      steps?.forEach((step) => {
        step();
      });
      return steps && done.join(' ');
    },
  };
}

it('gives back what was put, in order, none of it done before', () => {
  const { put, taken } = shelf();
  put('output');
  put('resize', 0);
  put('more');
  expect(taken()).toBe('output resize more');
});

it('keeps nothing of too much, but says so', () => {
  const { put, taken } = shelf();
  put('output', SHELF_BYTES);
  put('more');
  expect(taken()).toBeUndefined();
});

it('is whole again from a snapshot on', () => {
  const { put, restart, taken } = shelf();
  put('flood', SHELF_BYTES + 1);
  restart('snapshot');
  put('output');
  expect(taken()).toBe('snapshot output');
});

it('needs a snapshot where there was no screen before', () => {
  const { put, taken } = shelf(true);
  put('output');
  expect(taken()).toBeUndefined();
});

it('makes nothing of a snapshot that is too large to keep', () => {
  const { restart, taken } = shelf();
  restart('snapshot', SHELF_BYTES + 1);
  expect(taken()).toBeUndefined();
});
