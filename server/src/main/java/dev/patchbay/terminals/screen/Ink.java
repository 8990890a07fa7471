package dev.patchbay.terminals.screen;

/**
 * The pen of the terminal that a snapshot is written to, and what it printed last: writes the
 * sequences that change it, and only these.
 */
final class Ink {
  private static final String ST = "\u001b\\";

  private final State state;
  private final AttributeTable table;
  private final ByteSink out;

  private int fg;
  private int bg;
  private int line;
  private int link;

  /** Attributes and protection as {@link Pen#style} gives them, -1 where only the fields tell. */
  private long style;

  /** Whether the receiver's parts disagree, so that only SGR 0 makes sure of them. */
  private boolean tangled;

  /** {@link Widths#properties} of what was printed last. */
  private int before;

  /** Whether DECSC was used as a means, so that what it had saved is lost. */
  private boolean savedCursorUsed;

  Ink(State state, ByteSink out) {
    this.state = state;
    this.table = state.attributes;
    this.out = out;
  }

  /** Writes a sequence, after which nothing joins what was printed before. */
  ByteSink sequence(String text) {
    before = 0;
    return out.put(text);
  }

  /** The attributes and protection of a cell. */
  static long styleOf(long cell) {
    return cell & (0xFFFF_FFFFL << 32 | Cell.PROTECTED);
  }

  boolean isSavedCursorUsed() {
    return savedCursorUsed;
  }

  /** To be called when the receiver saves what it has to. */
  void savedCursorSet() {
    savedCursorUsed = false;
  }

  /** Takes the attributes of a cell. */
  void use(long newStyle) {
    if (newStyle == style) {
      return;
    }
    int id = Cell.attributes(newStyle);
    int protection = Cell.isProtected(newStyle) ? Attributes.PROTECTED : 0;
    use(table.fg(id), table.bg(id) | protection, table.line(id), table.link(id));
    style = newStyle;
  }

  /** Whether these attributes can be taken without moving the cursor for a moment. */
  boolean takesInPlace(long newStyle) {
    int id = Cell.attributes(newStyle);
    return isConsistent(table.fg(id), table.bg(id), table.line(id), table.link(id));
  }

  /** Takes attributes that may disagree with each other, see {@link Pen}. */
  void use(int newFg, int newBg, int newLine, int newLink) {
    if (isConsistent(newFg, newBg, newLine, newLink)) {
      underline(newLink);
      look(newFg, newBg, newLine);
    } else {
      lookOnly(newFg, newBg);
      sequence("\u001b7");
      savedCursorUsed = true;
      underlineOnly(newLine, newLink);
      sequence("\u001b8");
      tangled = true;
    }
    fg = newFg;
    bg = newBg;
    line = newLine;
    link = newLink;
    style = -1;
  }

  /**
   * Takes the two parts that are saved with the cursor; the others become whatever is needed for
   * that.
   */
  void lookOnly(int newFg, int newBg) {
    boolean underlined = (newFg & Attributes.UNDERLINE) != 0;
    boolean extended = (newBg & Attributes.EXTENDED) != 0;
    underline(0);
    look(newFg, newBg, underlined ? Attributes.withStyle(0, 1) : 0);
    if (underlined && !extended) {
      sequence("\u001b7\u001b[24m\u001b8\u001b]8;;" + ST);
      savedCursorUsed = true;
    } else if (!underlined && extended) {
      sequence("\u001b]8;;-" + ST);
      link = -1;
    }
    tangled = true;
    style = -1;
  }

  /** Takes the two parts that are not saved with the cursor; the others become anything. */
  void underlineOnly(int newLine, int newLink) {
    look(0, bg & Attributes.PROTECTED, newLine);
    link = -1;
    underline(newLink);
    tangled = true;
    style = -1;
  }

  /** To be called after the receiver has restored these with the cursor. */
  void restored(int oldFg, int oldBg, int nowLine, int nowLink) {
    fg = oldFg;
    bg = oldBg;
    line = nowLine;
    link = nowLink;
    tangled = true;
    style = -1;
  }

  static boolean isConsistent(int fg, int bg, int line, int link) {
    boolean styled = Attributes.style(line) != 0;
    return styled == ((fg & Attributes.UNDERLINE) != 0)
        && (styled || link != 0) == ((bg & Attributes.EXTENDED) != 0);
  }

  private void look(int newFg, int newBg, int newLine) {
    int mask = ~(Attributes.PROTECTED | Attributes.EXTENDED);
    boolean wasProtected = (bg & Attributes.PROTECTED) != 0;
    boolean isProtected = (newBg & Attributes.PROTECTED) != 0;
    boolean unprotect = wasProtected && !isProtected;
    if (newFg != fg || ((newBg ^ bg) & mask) != 0 || newLine != line || tangled || unprotect) {
      sequence("\u001b[");
      if (newFg != 0 || (newBg & mask) != 0 || newLine != 0) {
        SgrWriter.write(out, newFg, newBg, newLine);
      }
      out.put('m');
      // SGR 0 also ends protection.
      wasProtected = false;
      tangled = false;
    }
    if (isProtected && !wasProtected) {
      sequence("\u001b[1\"q");
    }
    fg = newFg;
    bg = newBg;
    line = newLine;
  }

  private void underline(int newLink) {
    if (newLink == link) {
      return;
    }
    sequence("\u001b]8;");
    if (newLink > 0) {
      LinkTable.Link target = state.links.get(newLink);
      if (!target.id().isEmpty()) {
        out.put("id=").utf8(target.id());
      }
      out.put(';').utf8(target.uri());
    } else {
      out.put(';');
    }
    out.put(ST);
    link = newLink;
  }

  /** Makes the background the default one, so that scrolling brings in default cells. */
  void plainBackground() {
    if ((bg & Attributes.COLOR) != 0) {
      sequence("\u001b[49m");
      bg &= ~Attributes.COLOR;
      style = -1;
    }
  }

  /** Whether the last printed character would swallow this one, which stands alone. */
  private void separate(int codePoint) {
    if (before != 0 && Widths.joins(state.settings.widths().properties(codePoint, before))) {
      // NUL does nothing, and what is printed after it is not joined.
      out.put(0);
      before = 0;
    }
  }

  /** Prints ASCII; quick. */
  void ascii(int code) {
    if (!Widths.endsBeforeAscii(before)) {
      separate(code);
    }
    out.put(code);
    before = Widths.NARROW;
  }

  /** Prints the code points of one cell. */
  void cluster(int[] codePoints, int length) {
    separate(codePoints[0]);
    for (int i = 0; i < length; i++) {
      out.codePoint(codePoints[i]);
      before = state.settings.widths().properties(codePoints[i], before);
    }
  }

  /** Prints a character that has no width, and joins nothing. */
  void zeroWidth(int codePoint) {
    if (before != 0) {
      out.put(0);
    }
    out.codePoint(codePoint);
    before = 0;
  }
}
