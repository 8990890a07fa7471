package dev.patchbay.terminals.screen;

/**
 * The attributes the next character gets.
 *
 * <p>As in xterm.js, {@code fg} and {@code bg} are saved and restored with the cursor, {@code line}
 * and {@code link} are not, and whether these two count is a flag in {@code bg} that is only
 * brought up to date when one of them is set. So the four can disagree, and a snapshot has to carry
 * that.
 */
final class Pen {
  int fg;
  int bg;
  int line;
  int link;

  private final AttributeTable table;
  private boolean stale = true;
  private long style;
  private long erase;

  Pen(AttributeTable table) {
    this.table = table;
  }

  /** To be called after a field was set. */
  void changed() {
    stale = true;
  }

  void reset() {
    fg = 0;
    bg = 0;
    line = 0;
    link = 0;
    stale = true;
  }

  /** What SGR 0 does: all but the link. */
  void plain() {
    fg = 0;
    bg = 0;
    line = Attributes.withStyle(line, 0) & ~Attributes.COLOR;
    updateExtended();
  }

  void updateExtended() {
    if (Attributes.style(line) == 0 && link == 0) {
      bg &= ~Attributes.EXTENDED;
    } else {
      bg |= Attributes.EXTENDED;
    }
    stale = true;
  }

  /** Attributes and protection of a cell written now, to be joined with content and width. */
  long style() {
    if (stale) {
      refresh();
    }
    return style;
  }

  /** The cell that erasing and scrolling leave now: empty, on the current background. */
  long erase() {
    if (stale) {
      refresh();
    }
    return erase;
  }

  private void refresh() {
    long protection = (bg & Attributes.PROTECTED) != 0 ? Cell.PROTECTED : 0;
    int id = table.intern(fg, bg & ~Attributes.PROTECTED, line, link);
    style = (long) id << 32 | protection;
    erase = (long) table.intern(0, bg & Attributes.COLOR, 0, 0) << 32 | Cell.EMPTY;
    stale = false;
  }
}
