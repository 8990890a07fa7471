package dev.patchbay.terminals.screen;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Everything a terminal remembers between two bytes, the half-read sequence in {@link Parser}
 * apart: what a snapshot has to carry.
 */
final class State {
  /** Combinations, clusters or links in use before the first look for unused ones. */
  private static final int FIRST_SWEEP = 1 << 14;

  /** The objects of a screen without any row, half-read strings and titles apart. */
  private static final int OWN_BYTES = 4 * 1024;

  final ScreenSettings settings;
  final AttributeTable attributes = new AttributeTable();
  final ClusterTable clusters = new ClusterTable();
  final LinkTable links = new LinkTable();
  final Pen pen = new Pen(attributes);
  final ModeState modes = new ModeState();
  final Palette palette;
  final Marks marks = new Marks();
  final Charset[] designated = new Charset[4];

  Grid normal;
  Grid alternate;
  Grid active;

  /** Which of the four designated sets SO, SI and the locking shifts have chosen. */
  int charsetLevel;

  /** The set in force: the chosen one, or the one that came back with the cursor. */
  Charset charset = Charset.US;

  /** {@link Widths#properties} of the last printed character, 0 where a control came between. */
  int before;

  String title = "";

  private int nextSweep = FIRST_SWEEP;

  State(int cols, int rows, ScreenSettings settings) {
    this.settings = settings;
    this.palette = new Palette(settings);
    this.normal = new Grid(cols, rows, settings.scrollback(), true);
    this.alternate = new Grid(cols, rows, 0, false);
    this.active = normal;
    normal.fillScreen(Cell.BLANK);
    resetCharsets();
  }

  int cols() {
    return normal.cols;
  }

  int rows() {
    return normal.rows;
  }

  boolean isAlternate() {
    return active == alternate;
  }

  long memory() {
    return OWN_BYTES
        + normal.memory()
        + alternate.memory()
        + attributes.memory()
        + clusters.memory()
        + links.memory();
  }

  /** RIS. Title, palette and the modes {@link ModeState} names stay. */
  void reset() {
    int cols = cols();
    int rows = rows();
    pen.reset();
    marks.reset();
    normal = new Grid(cols, rows, settings.scrollback(), true);
    alternate = new Grid(cols, rows, 0, false);
    active = normal;
    normal.fillScreen(Cell.BLANK);
    resetCharsets();
    modes.reset();
    modes.resetMouse();
    before = 0;
  }

  void resetCharsets() {
    Arrays.fill(designated, Charset.US);
    charsetLevel = 0;
    charset = Charset.US;
  }

  void designate(int level, Charset set) {
    designated[level] = set;
    if (charsetLevel == level) {
      charset = set;
    }
  }

  void shiftTo(int level) {
    charsetLevel = level;
    charset = designated[level];
  }

  void useAlternate() {
    if (active == normal) {
      alternate.fillScreen(pen.erase());
      alternate.x = normal.x;
      alternate.y = normal.y;
      active = alternate;
    }
  }

  void useNormal() {
    if (active == alternate) {
      normal.x = alternate.x;
      normal.y = alternate.y;
      alternate.clear();
      active = normal;
    }
  }

  void resize(int cols, int rows) {
    int oldCols = cols();
    Reflow.resize(normal, cols, rows);
    Reflow.resize(alternate, cols, rows);
    normal.tabs.resize(oldCols, cols);
    alternate.tabs.resize(oldCols, cols);
  }

  void saveCursor() {
    active.savedX = active.x;
    active.savedY = active.base + active.y;
    active.savedFg = pen.fg;
    active.savedBg = pen.bg;
    active.savedCharset = charset;
  }

  void restoreCursor() {
    active.x = active.savedX;
    active.y = Math.max(active.savedY - active.base, 0);
    pen.fg = active.savedFg;
    pen.bg = active.savedBg;
    pen.changed();
    charset = active.savedCharset;
    active.restrictCursor(active.cols - 1, modes.origin);
  }

  /**
   * Frees what no cell refers to any more once the tables have grown. A program that never repeats
   * itself is thereby bounded by what its screen and scrollback can show.
   */
  void sweepIfCrowded() {
    if (attributes.size() > nextSweep || clusters.size() > nextSweep || links.isCrowded()) {
      sweep();
      nextSweep = Math.max(FIRST_SWEEP, 2 * Math.max(attributes.size(), clusters.size()));
    }
  }

  private void sweep() {
    BitSet liveAttributes = new BitSet();
    BitSet liveClusters = new BitSet();
    mark(normal, liveAttributes, liveClusters);
    mark(alternate, liveAttributes, liveClusters);
    attributes.keepOnly(liveAttributes);
    clusters.keepOnly(liveClusters);
    pen.changed();
    BitSet liveLinks = new BitSet();
    liveLinks.set(pen.link);
    for (int id = liveAttributes.nextSetBit(0); id >= 0; id = liveAttributes.nextSetBit(id + 1)) {
      liveLinks.set(attributes.link(id));
    }
    links.keepOnly(liveLinks);
  }

  private static void mark(Grid grid, BitSet attributes, BitSet clusters) {
    for (int i = 0; i < grid.lines.length(); i++) {
      int last = -1;
      for (long cell : grid.lines.get(i).cells) {
        if (Cell.attributes(cell) != last) {
          last = Cell.attributes(cell);
          attributes.set(last);
        }
        if (Cell.isCluster(cell)) {
          clusters.set(Cell.code(cell));
        }
      }
    }
  }
}
