package dev.patchbay.terminals.screen;

import java.util.BitSet;

/** The tab stops of one grid, none of them right of its edge. */
final class TabStops {
  /** Columns between the stops a terminal starts with. */
  static final int DISTANCE = 8;

  private final BitSet stops = new BitSet();

  TabStops(int cols) {
    reset(cols);
  }

  void reset(int cols) {
    stops.clear();
    addEvery(0, cols);
  }

  /**
   * Continues the row of stops into the columns that a wider terminal has gained, and drops those a
   * narrower one has lost.
   */
  void resize(int oldCols, int cols) {
    dropFrom(oldCols);
    int from = stops.get(cols) ? cols : previous(cols, cols);
    addEvery(from, cols);
    dropFrom(cols);
  }

  boolean isSet(int col) {
    return stops.get(col);
  }

  void set(int col) {
    stops.set(col);
  }

  void clear(int col) {
    stops.clear(col);
  }

  void clearAll() {
    stops.clear();
  }

  /** The next stop right of {@code col}, or the last column. */
  int next(int col, int cols) {
    int stop = stops.nextSetBit(col + 1);
    return stop < 0 || stop >= cols ? cols - 1 : stop;
  }

  /** The next stop left of {@code col}, or the first column. */
  int previous(int col, int cols) {
    int stop = col <= 0 ? 0 : Math.max(0, stops.previousSetBit(col - 1));
    return Math.min(stop, cols - 1);
  }

  /** Whether the stops inside {@code cols} are those a terminal starts with. */
  boolean isDefault(int cols) {
    for (int i = 0; i < cols; i++) {
      if (stops.get(i) != (i % DISTANCE == 0)) {
        return false;
      }
    }
    return true;
  }

  BitSet stops() {
    return stops;
  }

  void set(BitSet all) {
    stops.clear();
    stops.or(all);
  }

  private void dropFrom(int col) {
    stops.clear(col, Math.max(col, stops.length()));
  }

  private void addEvery(int from, int cols) {
    for (int i = from; i < cols; i += DISTANCE) {
      stops.set(i);
    }
  }
}
