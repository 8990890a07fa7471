package dev.patchbay.metrics;

import dev.patchbay.bounded.BoundedFile;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Percent of the last ten seconds in which some task waited for a processor, for memory or for the
 * disk, as the kernel's pressure stall information (PSI) has it.
 *
 * @param cpu empty where the kernel does not tell, as are the others
 */
public record PressureStall(OptionalDouble cpu, OptionalDouble memory, OptionalDouble io) {
  private static final Path FOLDER = Path.of("/proc/pressure");

  /** More than the first line has. */
  private static final int LINE_BYTES = 256;

  private static final String BEFORE = "some avg10=";

  /** Reads small files, so not for an event loop. */
  public static PressureStall read() {
    return new PressureStall(some("cpu"), some("memory"), some("io"));
  }

  private static OptionalDouble some(String resource) {
    String text = BoundedFile.beginning(FOLDER.resolve(resource), LINE_BYTES).orElse("");
    int end = text.indexOf(' ', BEFORE.length());
    if (!text.startsWith(BEFORE) || end < 0) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text.substring(BEFORE.length(), end)));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
