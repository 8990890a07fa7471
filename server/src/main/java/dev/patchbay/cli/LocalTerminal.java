package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;
import org.jline.utils.Signals;

/** The terminal that the user sits at: its line settings, its size and news of that. */
final class LocalTerminal {
  /** Says nothing of what it is; only settings and size are asked of it. */
  private static final String TYPE = "ansi";

  private final Terminal terminal;
  private final Attributes original;

  private LocalTerminal(Terminal terminal) {
    this.terminal = terminal;
    this.original = terminal.getAttributes();
  }

  /** A screen's size in cells. */
  record Size(int cols, int rows) {}

  /** The one that standard input and output are; empty if nobody sits there. */
  static Optional<LocalTerminal> find() {
    FfmTerminalProvider provider = new FfmTerminalProvider();
    if (!provider.isSystemStream(SystemStream.Input)
        || !provider.isSystemStream(SystemStream.Output)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new LocalTerminal(
              provider.sysTerminal(
                  "patchbay",
                  TYPE,
                  false,
                  UTF_8,
                  UTF_8,
                  UTF_8,
                  false,
                  SignalHandler.SIG_DFL,
                  true,
                  SystemStream.Output)));
    } catch (IOException e) {
      throw new Failure(Failure.FAILED, "this terminal cannot be used: " + e.getMessage());
    }
  }

  /** Every byte passes as it is, both ways, and no key is a signal. */
  void makeRaw() {
    Attributes raw = new Attributes(original);
    for (InputFlag flag : InputFlag.values()) {
      raw.setInputFlag(flag, false);
    }
    raw.setInputFlag(InputFlag.IUTF8, original.getInputFlag(InputFlag.IUTF8));
    raw.setOutputFlag(OutputFlag.OPOST, false);
    raw.setLocalFlag(LocalFlag.ECHO, false);
    raw.setLocalFlag(LocalFlag.ECHONL, false);
    raw.setLocalFlag(LocalFlag.ICANON, false);
    raw.setLocalFlag(LocalFlag.ISIG, false);
    raw.setLocalFlag(LocalFlag.IEXTEN, false);
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    terminal.setAttributes(raw);
  }

  void restore() {
    try {
      terminal.setAttributes(original);
    } catch (IllegalStateException e) {
      // At the end of the process JLine does the same, and was faster.
      return;
    }
  }

  /** Empty if the terminal does not know. */
  Optional<Size> size() {
    org.jline.terminal.Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0
        ? Optional.of(new Size(size.getColumns(), size.getRows()))
        : Optional.empty();
  }

  /** Called, by a thread of the JVM, whenever the size has changed. */
  static void onResize(Runnable action) {
    Signals.register("WINCH", action);
  }
}
