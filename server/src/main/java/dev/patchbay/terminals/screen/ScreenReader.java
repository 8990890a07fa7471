package dev.patchbay.terminals.screen;

import java.util.ArrayList;
import java.util.List;

/** Reads a screen as text, as text with attributes, and as records. */
final class ScreenReader {
  private static final List<ScreenContents.Underline> UNDERLINES =
      List.of(ScreenContents.Underline.values());

  private final State state;
  private final Grid grid;
  private final int[] codePoints = new int[ClusterTable.MAX_LENGTH];

  ScreenReader(State state) {
    this.state = state;
    this.grid = state.active;
  }

  private int first(int scrollback) {
    return grid.base - Math.clamp(scrollback, 0, grid.base);
  }

  String text(int scrollback) {
    StringBuilder text = new StringBuilder();
    for (int i = first(scrollback); i < grid.lines.length(); i++) {
      Line line = grid.lines.get(i);
      append(text, line, 0, Math.min(grid.cols, line.trimmedLength()));
      stripTrailingBlanks(text);
      text.append('\n');
    }
    return text.toString();
  }

  private static void stripTrailingBlanks(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
  }

  private void append(StringBuilder text, Line line, int from, int to) {
    for (int col = from; col < to; col++) {
      long cell = line.get(col);
      if (Cell.hasContent(cell)) {
        int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
        for (int i = 0; i < length; i++) {
          text.appendCodePoint(codePoints[i]);
        }
      } else if (Cell.width(cell) > 0) {
        text.append(' ');
      }
    }
  }

  String ansi(int scrollback) {
    ByteSink out = new ByteSink(grid.rows * grid.cols * 2);
    StringBuilder text = new StringBuilder();
    for (int i = first(scrollback); i < grid.lines.length(); i++) {
      Line line = grid.lines.get(i);
      Ink ink = new Ink(state, out);
      int end = usedEnd(line);
      for (int col = 0; col < end; ) {
        int next = runEnd(line, col, end);
        ink.use(Ink.styleOf(line.get(col)) & ~(long) Cell.PROTECTED);
        text.setLength(0);
        append(text, line, col, next);
        out.utf8(text.toString());
        col = next;
      }
      ink.use(0);
      out.put('\n');
    }
    return out.toString();
  }

  ScreenContents contents(int scrollback) {
    List<ScreenContents.Row> rows = new ArrayList<>();
    int first = first(scrollback);
    for (int i = first; i < grid.lines.length(); i++) {
      rows.add(row(grid.lines.get(i)));
    }
    Modes modes = state.modes.view(state.isAlternate());
    return new ScreenContents(
        grid.cols,
        grid.rows,
        grid.base - first,
        new ScreenContents.Cursor(grid.x, grid.y, modes.cursorVisible(), modes.cursorShape()),
        state.title,
        state.isAlternate(),
        rows);
  }

  private ScreenContents.Row row(Line line) {
    List<ScreenContents.Run> runs = new ArrayList<>();
    int end = usedEnd(line);
    for (int col = 0; col < end; ) {
      int next = runEnd(line, col, end);
      StringBuilder text = new StringBuilder();
      append(text, line, col, next);
      int id = Cell.attributes(line.get(col));
      int link = state.attributes.link(id);
      String uri = link == 0 ? "" : state.links.get(link).uri();
      runs.add(new ScreenContents.Run(col, next - col, text.toString(), look(id), uri));
      col = next;
    }
    return new ScreenContents.Row(line.wrapped, runs);
  }

  /** Behind the last cell that is not empty with default attributes. */
  private int usedEnd(Line line) {
    int end = grid.cols;
    while (end > 0 && line.get(end - 1) == Cell.BLANK) {
      end--;
    }
    return end;
  }

  private static int runEnd(Line line, int from, int end) {
    int col = from + 1;
    while (col < end && Cell.attributes(line.get(col)) == Cell.attributes(line.get(from))) {
      col++;
    }
    return col;
  }

  private ScreenContents.Look look(int id) {
    AttributeTable table = state.attributes;
    int fg = table.fg(id);
    int bg = table.bg(id);
    boolean underlined = (fg & Attributes.UNDERLINE) != 0;
    int style = underlined ? Attributes.style(table.line(id)) : 0;
    return new ScreenContents.Look(
        color(fg),
        color(bg),
        color(table.line(id)),
        UNDERLINES.get(style),
        (fg & Attributes.BOLD) != 0,
        (bg & Attributes.DIM) != 0,
        (bg & Attributes.ITALIC) != 0,
        (fg & Attributes.BLINK) != 0,
        (fg & Attributes.INVERSE) != 0,
        (fg & Attributes.INVISIBLE) != 0,
        (fg & Attributes.STRIKETHROUGH) != 0,
        (bg & Attributes.OVERLINE) != 0);
  }

  private static String color(int bits) {
    int value = bits & Attributes.COLOR_VALUE;
    return switch (bits & Attributes.COLOR_KIND) {
      case Attributes.BASIC, Attributes.INDEXED -> String.valueOf(value);
      case Attributes.RGB -> String.format("#%06x", value);
      default -> "default";
    };
  }
}
