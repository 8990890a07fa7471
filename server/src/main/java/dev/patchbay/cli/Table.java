package dev.patchbay.cli;

import dev.patchbay.config.PlainText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Terminals in aligned columns. */
final class Table {
  private static final String[] HEADS = {"ID", "STATE", "NAME", "COMMAND", "CWD", "VIEWERS", "AGE"};
  private static final int STATE = 1;

  /** The columns that give way on a narrow screen, and what each keeps at least. */
  private static final int[] SHRINKING = {3, 4, 2};

  private static final int LEAST_CELLS = 8;
  private static final int GAP = 2;

  private static final String BOLD = "\033[1m";
  private static final String GREEN = "\033[32m";
  private static final String YELLOW = "\033[33m";
  private static final String RED = "\033[31m";
  private static final String PLAIN = "\033[0m";

  private final List<String[]> rows = new ArrayList<>();
  private final List<ProgramState> states = new ArrayList<>();

  /**
   * @param home is shown as ~
   */
  Table(List<TerminalRecord> terminals, Instant now, String home) {
    rows.add(HEADS);
    for (TerminalRecord terminal : terminals) {
      states.add(terminal.state());
      rows.add(
          new String[] {
            PlainText.of(terminal.id()),
            PlainText.of(terminal.state().words()),
            PlainText.of(terminal.name()),
            PlainText.of(String.join(" ", terminal.command())),
            PlainText.of(shorten(terminal.cwd(), home)),
            Long.toString(terminal.viewers()),
            age(Duration.between(terminal.createdAt(), now))
          });
    }
  }

  /** As wide as it needs, without colours. */
  String plain() {
    return draw(widths(), false);
  }

  /**
   * @param cells of the screen; 0 if it does not say
   */
  String fitted(int cells, boolean coloured) {
    int[] widths = widths();
    int excess = cells == 0 ? 0 : Arrays.stream(widths).sum() + GAP * (HEADS.length - 1) - cells;
    for (int column : SHRINKING) {
      int cut = Math.clamp(excess, 0, Math.max(0, widths[column] - LEAST_CELLS));
      widths[column] -= cut;
      excess -= cut;
    }
    return draw(widths, coloured);
  }

  private int[] widths() {
    int[] widths = new int[HEADS.length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Text.width(row[i]));
      }
    }
    return widths;
  }

  private String draw(int[] widths, boolean coloured) {
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int column = 0; column < widths.length; column++) {
        String cell = Text.fit(rows.get(r)[column], widths[column]);
        String colour = coloured ? colour(r, column) : "";
        text.append(colour).append(cell).append(colour.isEmpty() ? "" : PLAIN);
        if (column < widths.length - 1) {
          text.repeat(' ', widths[column] - Text.width(cell) + GAP);
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String colour(int row, int column) {
    if (row == 0) {
      return BOLD;
    }
    if (column != STATE) {
      return "";
    }
    return switch (states.get(row - 1)) {
      case ProgramState.Running(String standing) ->
          standing.equals(ProgramState.Running.WAITING) ? YELLOW : GREEN;
      case ProgramState.Exited(int code) -> code == 0 ? "" : RED;
      case ProgramState.Killed _, ProgramState.Vanished _ -> RED;
    };
  }

  private static String shorten(String folder, String home) {
    return folder.equals(home) || folder.startsWith(home + "/")
        ? "~" + folder.substring(home.length())
        : folder;
  }

  private static String age(Duration age) {
    if (age.toMinutes() < 1) {
      return Math.max(0, age.toSeconds()) + "s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + "m";
    }
    return age.toDays() < 1 ? age.toHours() + "h" : age.toDays() + "d";
  }
}
