package dev.patchbay.terminals.screen;

/**
 * What a screen tells while it is fed, on the thread that feeds it. An implementation must not call
 * the screen, nor block.
 */
public interface ScreenListener {
  /** An answer to a query, to be written to the program as if typed. */
  void reply(byte[] bytes);

  /** The title was set; also where it is set to what it was. */
  void title(String title);

  /** BEL. */
  void bell();

  /** Everything was reset (RIS). */
  default void reset() {}

  /**
   * An OSC string that is not the screen's own, such as 7, 9, 52, 133, 777 or 7501. At most 64 KiB
   * long; longer ones are not told.
   *
   * @param number the number before the first semicolon
   * @param text what follows it
   */
  default void osc(int number, String text) {}

  /** Told nothing. */
  static ScreenListener none() {
    return new ScreenListener() {
      @Override
      public void reply(byte[] bytes) {}

      @Override
      public void title(String title) {}

      @Override
      public void bell() {}
    };
  }
}
