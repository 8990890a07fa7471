package dev.patchbay.detectors;

/** News of a look at the machine, in the order in which they come. */
public sealed interface Discovery {
  /** Which tools are here; their versions as far as they were known before. */
  record Present(Snapshot snapshot) implements Discovery {}

  /** More is known of one tool. */
  record Learned(ToolReport report) implements Discovery {}

  /** The look is over. */
  record Complete(Snapshot snapshot) implements Discovery {}
}
