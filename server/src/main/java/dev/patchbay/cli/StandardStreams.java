package dev.patchbay.cli;

import org.jline.terminal.impl.ffm.FfmTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/** What the process was given to read and to write. */
final class StandardStreams {
  private StandardStreams() {}

  static boolean outputIsTerminal() {
    return new FfmTerminalProvider().isSystemStream(SystemStream.Output);
  }

  static boolean inputIsTerminal() {
    return new FfmTerminalProvider().isSystemStream(SystemStream.Input);
  }

  /** Of the terminal that the output goes to; 0 if it does not say. */
  static int width() {
    return new FfmTerminalProvider().systemStreamWidth(SystemStream.Output);
  }
}
