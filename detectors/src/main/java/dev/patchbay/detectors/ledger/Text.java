package dev.patchbay.detectors.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files as text. */
final class Text {
  /** The longest, a RECORD of a Python distribution with thousands of files, has half of it. */
  private static final int MAX_BYTES = 4 * 1024 * 1024;

  private Text() {}

  /** A plain file's contents: a pipe or a device would hold the look up. */
  static Optional<String> of(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
