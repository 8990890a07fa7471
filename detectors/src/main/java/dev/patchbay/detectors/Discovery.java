package dev.patchbay.detectors;

import java.io.IOException;
import java.nio.file.Path;

/** News of a look at the machine, in the order in which they come. */
public sealed interface Discovery {
  /** Which tools are here; their versions as far as they were known before. */
  record Present(Snapshot snapshot) implements Discovery {}

  /** More is known of one tool. */
  record Learned(ToolReport report) implements Discovery {}

  /** What is known of versions was kept in its file. */
  record Kept(Path file) implements Discovery {}

  /** It could not be; {@link Detectors#keep} tries again. */
  record NotKept(Path file, IOException reason) implements Discovery {}

  /** The look is over. */
  record Complete(Snapshot snapshot) implements Discovery {}
}
