package dev.patchbay.terminals.screen;

/**
 * What a screen is made with.
 *
 * @param scrollback rows kept above the screen; a viewer's terminal must keep as many to show the
 *     same
 * @param widths how wide characters are and which join; likewise
 * @param theme the colours to answer queries with
 * @param version the hub's version, told to programs that ask (XTVERSION)
 */
public record ScreenSettings(int scrollback, Widths widths, Theme theme, String version) {
  /** Rows of scrollback unless set otherwise: a long build's output, 3.5 MB at 80 columns. */
  public static final int DEFAULT_SCROLLBACK = 5_000;

  /** Bounds the memory of one terminal at some 700 MB where a row has 80 columns. */
  public static final int MAX_SCROLLBACK = 1_000_000;

  public ScreenSettings {
    if (scrollback < 0 || scrollback > MAX_SCROLLBACK) {
      throw new IllegalArgumentException("scrollback is " + scrollback + " rows");
    }
    if (!version.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
      throw new IllegalArgumentException("version has characters outside ASCII");
    }
  }

  public static ScreenSettings defaults() {
    return new ScreenSettings(DEFAULT_SCROLLBACK, Widths.GRAPHEMES, Theme.defaults(), "dev");
  }
}
