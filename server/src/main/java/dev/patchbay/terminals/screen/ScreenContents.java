package dev.patchbay.terminals.screen;

import java.util.List;

/**
 * What a screen shows, for scripts.
 *
 * @param cols columns
 * @param rows rows of the screen; {@code lines} has as many, and those of the scrollback before
 * @param scrollback how many of the lines are above the screen
 * @param cursor where the cursor is
 * @param title the title the program has set
 * @param alternateScreen whether the alternate screen shows
 * @param lines oldest first
 */
public record ScreenContents(
    int cols,
    int rows,
    int scrollback,
    Cursor cursor,
    String title,
    boolean alternateScreen,
    List<Row> lines) {

  public ScreenContents {
    lines = List.copyOf(lines);
  }

  /**
   * Where the cursor is and how it looks.
   *
   * @param column from 0; {@code cols} where the next character goes to the next row
   * @param row from 0, of the screen
   */
  public record Cursor(int column, int row, boolean visible, Modes.CursorShape shape) {}

  /**
   * One row; empty cells at its end are left out.
   *
   * @param continued whether the row above ran over into this one
   */
  public record Row(boolean continued, List<Run> runs) {
    public Row {
      runs = List.copyOf(runs);
    }
  }

  /**
   * Cells beside each other that look alike.
   *
   * @param column of the first one
   * @param width columns they take
   * @param text what they show, blanks for empty cells
   * @param link the target of the link they are part of, empty for none
   */
  public record Run(int column, int width, String text, Look look, String link) {}

  /**
   * Attributes.
   *
   * @param foreground {@code default}, {@code 0} to {@code 255}, or {@code #rrggbb}, as are all
   *     colours here
   * @param underline the underline's style
   */
  public record Look(
      String foreground,
      String background,
      String underlineColor,
      Underline underline,
      boolean bold,
      boolean dim,
      boolean italic,
      boolean blink,
      boolean inverse,
      boolean invisible,
      boolean strikethrough,
      boolean overline) {}

  /** Styles of underline in the order of SGR 4's subparameter. */
  public enum Underline {
    NONE,
    SINGLE,
    DOUBLE,
    CURLY,
    DOTTED,
    DASHED
  }
}
