package dev.patchbay.detectors.probe;

/** What became of a {@link Probe}. */
public sealed interface ProbeResult {
  /**
   * It ended by itself.
   *
   * @param code its exit code, or 128 and the number of the signal that ended it
   */
  record Ended(int code, String out, String err) implements ProbeResult {}

  /** It took too long and was ended; what it had printed by then. */
  record TimedOut(String out, String err) implements ProbeResult {}

  /** It printed more than {@link Probe#MAX_BYTES} and was ended. */
  record Flooded(String out, String err) implements ProbeResult {}

  /** It could not be run. */
  record Failed(String reason) implements ProbeResult {}
}
