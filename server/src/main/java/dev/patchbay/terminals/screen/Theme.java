package dev.patchbay.terminals.screen;

import java.util.List;

/**
 * The colours a terminal starts with, as answers to OSC 4, 10, 11 and 12 tell them. The page should
 * draw with the same.
 *
 * @param foreground red, green and blue, a byte each, as are all colours here
 * @param background likewise
 * @param cursor likewise
 * @param basic the first 16 of the 256; the others are fixed by xterm: a cube of 6×6×6 and 24 greys
 */
public record Theme(int foreground, int background, int cursor, List<Integer> basic) {
  private static final int BASIC = 16;
  private static final int CUBE_END = 232;

  public Theme {
    basic = List.copyOf(basic);
    if (basic.size() != BASIC) {
      throw new IllegalArgumentException("a theme has 16 basic colours, not " + basic.size());
    }
  }

  /** The colours of xterm.js where the page sets none. */
  public static Theme defaults() {
    return new Theme(
        0xFF_FFFF,
        0x00_0000,
        0xFF_FFFF,
        List.of(
            0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF,
            0x555753, 0xEF2929, 0x8AE234, 0xFCE94F, 0x729FCF, 0xAD7FA8, 0x34E2E2, 0xEEEEEC));
  }

  int color(int index) {
    if (index == Palette.FOREGROUND) {
      return foreground;
    }
    if (index == Palette.BACKGROUND) {
      return background;
    }
    if (index == Palette.CURSOR) {
      return cursor;
    }
    if (index < BASIC) {
      return basic.get(index);
    }
    if (index < CUBE_END) {
      int cube = index - BASIC;
      return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
    }
    int grey = 8 + (index - CUBE_END) * 10;
    return grey << 16 | grey << 8 | grey;
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + step * 40;
  }
}
