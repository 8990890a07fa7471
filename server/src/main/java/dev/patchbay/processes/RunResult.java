package dev.patchbay.processes;

import dev.patchbay.os.Resources;
import dev.patchbay.processes.limits.LimitReport;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What became of a command that somebody had run. */
public sealed interface RunResult {
  /**
   * It has ended, or could not be started.
   *
   * @param resources what it took
   * @param peakBytes most memory that it was seen to have; empty if it ended before it was looked
   *     at
   * @param limits how they were held
   */
  record Ended(
      SystemResult result,
      Resources resources,
      OptionalLong peakBytes,
      Duration lasted,
      List<LimitReport> limits)
      implements RunResult {
    public Ended {
      limits = List.copyOf(limits);
    }
  }

  /** It cannot be understood. */
  record Invalid(String pointer, String detail) implements RunResult {}

  /** The configuration forbids it. */
  record Forbidden(String code, String pointer, String detail) implements RunResult {}

  record Full(String detail) implements RunResult {}

  record Stopping() implements RunResult {}
}
