import { expect, it } from 'vitest';
import { dropAt } from './drop';
import type { GroupBox } from './drop';

const group: GroupBox = {
  group: 'g0',
  whole: { left: 100, top: 0, width: 400, height: 430 },
  strip: { left: 100, top: 0, width: 300, height: 30 },
  tabs: [
    { left: 100, top: 0, width: 100, height: 30 },
    { left: 200, top: 0, width: 100, height: 30 },
  ],
};
const spot = (x: number, y: number) => dropAt([group], x, y)?.spot;

it('goes among the tabs, before the one whose first half it is over', () => {
  expect(spot(110, 10)).toEqual({ group: 'g0', index: 0 });
  expect(spot(160, 10)).toEqual({ group: 'g0', index: 1 });
  expect(spot(290, 10)).toEqual({ group: 'g0', index: 2 });
  expect(spot(390, 10)).toEqual({ group: 'g0', index: 2 });
});

it('goes beside what is there near an edge, to it in the middle', () => {
  expect(spot(120, 230)).toEqual({ group: 'g0', side: 'left' });
  expect(spot(480, 230)).toEqual({ group: 'g0', side: 'right' });
  expect(spot(300, 50)).toEqual({ group: 'g0', side: 'up' });
  expect(spot(300, 410)).toEqual({ group: 'g0', side: 'down' });
  expect(spot(300, 230)).toEqual({ group: 'g0', index: 2 });
});

it('marks the room it would get', () => {
  expect(dropAt([group], 480, 230)?.mark).toEqual({ left: 300, top: 30, width: 200, height: 400 });
});

it('goes nowhere outside', () => {
  expect(spot(50, 50)).toBeUndefined();
});
