package dev.patchbay.detectors.catalogue;

/** Something in a catalogue's file that cannot be used. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  Malformed(int line, String reason) {
    super(reason);
    this.line = line;
  }

  int line() {
    return line;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
