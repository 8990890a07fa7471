package dev.patchbay.terminals.screen;

/**
 * The numbers of a control sequence, with their subparameters after colons. Holds as many as
 * xterm.js does and drops further ones.
 */
final class Params {
  private static final int MAX = 32;

  private final int[] values = new int[MAX];
  private final int[] subs = new int[MAX];

  /** Where the subparameters of each parameter begin and end. */
  private final int[] subStart = new int[MAX];

  private final int[] subEnd = new int[MAX];
  private int length;
  private int subLength;
  private boolean full;
  private boolean subsFull;
  private boolean lastIsSub;

  Params() {
    reset();
  }

  /** One parameter, 0. */
  void reset() {
    length = 0;
    subLength = 0;
    full = false;
    subsFull = false;
    add();
  }

  int length() {
    return length;
  }

  int get(int index) {
    return values[index];
  }

  /** The parameter, or {@code fallback} where it is 0. */
  int get(int index, int fallback) {
    return values[index] == 0 ? fallback : values[index];
  }

  int subCount(int index) {
    return subEnd[index] - subStart[index];
  }

  /** A subparameter; -1 where it is empty. */
  int sub(int index, int at) {
    return subs[subStart[index] + at];
  }

  /** Takes a digit, a semicolon or a colon. */
  void take(int code) {
    if (code == ';') {
      add();
    } else if (code == ':') {
      addSub();
    } else {
      digit(code - '0');
    }
  }

  private void add() {
    lastIsSub = false;
    if (length == MAX) {
      full = true;
      return;
    }
    subStart[length] = subLength;
    subEnd[length] = subLength;
    values[length++] = 0;
  }

  private void addSub() {
    lastIsSub = true;
    if (full || subLength == MAX) {
      subsFull = true;
      return;
    }
    subs[subLength++] = -1;
    subEnd[length - 1]++;
  }

  private void digit(int digit) {
    if (full || (lastIsSub && (subsFull || subLength == 0))) {
      return;
    }
    if (lastIsSub) {
      subs[subLength - 1] = append(subs[subLength - 1], digit);
    } else {
      values[length - 1] = append(values[length - 1], digit);
    }
  }

  private static int append(int value, int digit) {
    return value < 0 ? digit : (int) Math.min(value * 10L + digit, Integer.MAX_VALUE);
  }

  /** Bytes that bring a parser that has just cleared its parameters to this state. */
  void write(ByteSink out) {
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        out.put(';');
      }
      out.number(values[i]);
      for (int k = 0; k < subCount(i); k++) {
        out.put(':');
        if (sub(i, k) >= 0) {
          out.number(sub(i, k));
        }
      }
    }
    if (full) {
      out.put(';');
    }
    if (subsFull) {
      out.put(':');
    }
  }
}
