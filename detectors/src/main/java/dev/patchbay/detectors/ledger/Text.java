package dev.patchbay.detectors.ledger;

import dev.patchbay.bounded.BoundedFile;
import java.nio.file.Path;
import java.util.Optional;

/** Files as text. */
final class Text {
  /** The longest, a RECORD of a Python distribution with thousands of files, has half of it. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private Text() {}

  /** A plain file's contents: a pipe or a device would hold the look up. */
  static Optional<String> of(Path file) {
    return BoundedFile.beginning(file, MAX_BYTES);
  }
}
