package dev.patchbay.terminals.screen;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The colours a program has set by OSC 4, 10, 11 and 12, over the ones of the settings. */
final class Palette {
  static final int FOREGROUND = 256;
  static final int BACKGROUND = 257;
  static final int CURSOR = 258;
  static final int SIZE = 259;

  private static final int UNSET = -1;

  private final ScreenSettings settings;

  /** Red, green and blue, a byte each; empty until a program sets the first colour. */
  private int[] colors = {};

  Palette(ScreenSettings settings) {
    this.settings = settings;
  }

  void set(int index, int rgb) {
    if (colors.length == 0) {
      colors = new int[SIZE];
      Arrays.fill(colors, UNSET);
    }
    colors[index] = rgb;
  }

  void restore(int index) {
    if (isSet(index)) {
      colors[index] = UNSET;
    }
  }

  /** What OSC 104 without a number does: the 256, not the special ones. */
  void restoreIndexed() {
    for (int i = 0; i < FOREGROUND; i++) {
      restore(i);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(colors.length);
    for (int color : colors) {
      out.writeInt(color);
    }
  }

  void read(DataInput in) throws IOException {
    colors = new int[StateReader.length(in, SIZE)];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = in.readInt();
    }
  }

  boolean isSet(int index) {
    return colors.length != 0 && colors[index] != UNSET;
  }

  int get(int index) {
    return isSet(index) ? colors[index] : settings.theme().color(index);
  }
}
