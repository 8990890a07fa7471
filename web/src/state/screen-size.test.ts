import { afterEach, describe, expect, it } from 'vitest';
import { ScreenSize } from './screen-size';

describe('the size of a screen', () => {
  const screen = new ScreenSize();
  afterEach(() => {
    screen.dispose();
  });

  it('settles once the hub has told of the size that was asked for', () => {
    expect(screen.isSettled.value).toBe(false);
    screen.fitting.value = { cols: 114, rows: 34 };
    screen.claimed();
    screen.told({ cols: 80, rows: 24 });
    expect(screen.isSettled.value).toBe(false);
    expect(screen.isSetElsewhere.value).toBe(false);

    screen.told({ cols: 114, rows: 34 });
    expect(screen.isSettled.value).toBe(true);

    screen.told({ cols: 100, rows: 30 });
    expect(screen.isSettled.value).toBe(true);
    expect(screen.isSetElsewhere.value).toBe(true);
  });
});
