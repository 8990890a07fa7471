package dev.patchbay.terminals;

import dev.patchbay.terminals.TerminalFiles.Part;
import dev.patchbay.terminals.screen.Screen;
import dev.patchbay.terminals.screen.ScreenListener;
import dev.patchbay.terminals.screen.ScreenSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal's screen, in memory or, once given up, in a file. The lock of its stream guards it,
 * except {@link #isStored}.
 */
final class KeptScreen {
  private static final Logger LOG = LoggerFactory.getLogger(KeptScreen.class);

  private final String id;
  private final TerminalFiles files;
  private final ScreenSettings settings;
  private final ScreenListener listener;

  private @Nullable Screen screen;

  /** The size when it was given up. */
  private int cols;

  private int rows;

  /** Whether the file holds what the screen shows. */
  private boolean filed;

  private volatile boolean stored;

  KeptScreen(
      String id,
      TerminalFiles files,
      int cols,
      int rows,
      ScreenSettings settings,
      ScreenListener listener) {
    this.id = id;
    this.files = files;
    this.settings = settings;
    this.listener = listener;
    screen = new Screen(cols, rows, settings, listener);
  }

  /** Whether using it means reading a file. Any thread. */
  boolean isStored() {
    return stored;
  }

  /**
   * The screen, read back if need be.
   *
   * @throws UncheckedIOException if it was given up and its file cannot be read
   */
  Screen get() {
    if (screen != null) {
      return screen;
    }
    try {
      return use(files.read(id, Part.SCREEN, in -> Screen.restore(in, settings, listener)));
    } catch (IOException e) {
      throw new UncheckedIOException("the screen of terminal " + id + " cannot be read back", e);
    }
  }

  /**
   * The screen to draw on. Where its file cannot be read, an empty one: the program goes on, and
   * what it writes next must show.
   */
  Screen toDrawOn() {
    Screen drawn;
    try {
      drawn = get();
    } catch (UncheckedIOException e) {
      LOG.error("terminal {} goes on with an empty screen", id, e);
      drawn = use(new Screen(cols, rows, settings, listener));
    }
    filed = false;
    return drawn;
  }

  private Screen use(Screen opened) {
    screen = opened;
    stored = false;
    return opened;
  }

  /** Writes the screen to its file, where it is not as it is there, and lets go of it. */
  void giveUp() throws IOException {
    Screen held = screen;
    if (held == null) {
      return;
    }
    if (!filed) {
      files.write(id, Part.SCREEN, held::store);
      filed = true;
    }
    letGoIfFiled();
  }

  /** Lets go of the screen where its file is as it is. */
  void letGoIfFiled() {
    if (screen != null && filed) {
      cols = screen.cols();
      rows = screen.rows();
      stored = true;
      screen = null;
    }
  }

  /** Forgets the older half of what is above the screen; nothing where it is in a file. */
  void cutBack() {
    if (screen != null && screen.scrollback() > 0) {
      screen.forgetOldest((screen.scrollback() + 1) / 2);
      filed = false;
    }
  }

  /** Bytes of heap, about. */
  long memory() {
    return screen == null ? 0 : screen.memory();
  }
}
