package dev.patchbay.terminals.screen;

import java.util.ArrayList;
import java.util.List;

/** Writes all of a screen's state as text, in the form of {@code dump.mjs}. */
final class StateDump {
  private static final String MAPPED = "#@[\\]^_`{|}~q";

  private final State state;
  private final Parser parser;
  private final StringBuilder out = new StringBuilder();

  private StateDump(Screen screen) {
    this.state = screen.state();
    this.parser = screen.parser();
  }

  static String of(Screen screen) {
    return new StateDump(screen).dump();
  }

  private String dump() {
    Pen pen = state.pen;
    line("size " + state.cols() + " " + state.rows() + " alternate " + state.isAlternate());
    line("title " + state.title);
    line("pen " + attributes(pen.fg, pen.bg) + " " + extended(pen.line, pen.link));
    line("modes " + modes());
    line("charsets " + charsets());
    line("palette " + palette());
    int before = state.before;
    line(
        "parser %d before %d %d %d"
            .formatted(parser.state(), before == 0 ? 0 : 1, Widths.width(before), before >> 3));
    grid("normal", state.normal);
    grid("alternate", state.alternate);
    return out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String attributes(int fg, int bg) {
    return Integer.toHexString(fg) + " " + Integer.toHexString(bg);
  }

  private String extended(int line, int link) {
    LinkTable.Link target = link == 0 ? null : state.links.get(link);
    String text = target == null ? "" : target.id() + ";" + target.uri();
    int color = line & Attributes.COLOR;
    if ((color & Attributes.COLOR_KIND) == 0) {
      color = 0;
    }
    return Attributes.style(line) + " " + Integer.toHexString(color) + " <" + text + ">";
  }

  private String modes() {
    ModeState m = state.modes;
    String style = List.of("unset", "block", "underline", "bar").get(m.cursorStyle);
    String blink =
        switch (m.styleBlink) {
          case UNSET -> "unset";
          case ON -> "true";
          case OFF -> "false";
        };
    String mouse =
        switch (m.mouse) {
          case NONE -> "NONE";
          case X10 -> "X10";
          case BUTTONS -> "VT200";
          case DRAG -> "DRAG";
          case MOTION -> "ANY";
        };
    return String.join(
        " ",
        List.of(
            "" + m.applicationCursor,
            "" + m.applicationKeypad,
            "" + m.bracketedPaste,
            "" + m.focus,
            "" + m.insert,
            "" + m.origin,
            "" + m.reverseWrap,
            "" + m.synchronizedOutput,
            "" + m.autowrap,
            "" + m.cursorHidden,
            "" + m.newLine,
            "" + (m.blink == ModeState.Blink.ON),
            style,
            blink,
            mouse,
            "" + m.mouseEncoding));
  }

  private static String set(Charset set) {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < MAPPED.length(); i++) {
      char c = MAPPED.charAt(i);
      codes.add("" + (set.map(c) == c ? 0 : set.map(c)));
    }
    return String.join(",", codes);
  }

  private String charsets() {
    StringBuilder text = new StringBuilder();
    text.append(state.charsetLevel).append(' ').append(set(state.charset)).append(" |");
    for (Charset set : state.designated) {
      text.append(' ').append(set(set));
    }
    return text.toString();
  }

  private String palette() {
    List<String> colors = new ArrayList<>();
    for (int i = 0; i < Palette.SIZE; i++) {
      if (state.palette.isSet(i)) {
        colors.add(i + "=" + Integer.toHexString(state.palette.get(i)));
      }
    }
    return String.join(" ", colors);
  }

  private void grid(String name, Grid grid) {
    if (grid == state.active) {
      line(name + " cursor " + grid.x + " " + grid.y);
    } else if (grid == state.normal) {
      line(name + " row " + grid.y);
    }
    line(name + " base " + grid.base + " margins " + grid.top + " " + grid.bottom);
    StringBuilder tabs = new StringBuilder();
    for (int i = 0; i < grid.cols; i++) {
      if (grid.tabs.isSet(i)) {
        tabs.append(' ').append(i);
      }
    }
    line(name + " tabs" + (tabs.isEmpty() ? " " : tabs));
    line(
        "%s saved %d %d %s %s"
            .formatted(
                name,
                grid.savedX,
                grid.savedY,
                attributes(grid.savedFg, grid.savedBg),
                set(grid.savedCharset)));
    for (int i = 0; i < grid.lines.length(); i++) {
      row(name + " " + i, grid.lines.get(i), grid.cols);
    }
  }

  private void row(String name, Line line, int cols) {
    out.append(name).append(line.wrapped ? " wrapped" : " own");
    String last = "";
    int count = 0;
    for (int i = 0; i < cols; i++) {
      String cell = cell(line.get(i));
      if (!cell.equals(last)) {
        flush(count, last);
        last = cell;
        count = 0;
      }
      count++;
    }
    flush(count, last);
    out.append('\n');
  }

  private void flush(int count, String cell) {
    if (count > 0) {
      out.append(' ').append(count).append('*').append(cell);
    }
  }

  private String cell(long cell) {
    int[] codePoints = new int[ClusterTable.MAX_LENGTH];
    int length = state.clusters.expand((int) cell & Cell.CONTENT_MASK, codePoints);
    int id = Cell.attributes(cell);
    AttributeTable table = state.attributes;
    int protection = Cell.isProtected(cell) ? Attributes.PROTECTED : 0;
    String text =
        new String(codePoints, 0, length)
            + "/"
            + Cell.width(cell)
            + "/"
            + attributes(table.fg(id), table.bg(id) | protection);
    boolean isExtended = (table.bg(id) & Attributes.EXTENDED) != 0;
    return isExtended ? text + " " + extended(table.line(id), table.link(id)) : text;
  }
}
