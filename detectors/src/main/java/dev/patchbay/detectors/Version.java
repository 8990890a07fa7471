package dev.patchbay.detectors;

/** What is known of a copy's version. */
public sealed interface Version {
  /** It has not been asked yet. */
  record Pending() implements Version {}

  /**
   * @param evidence for people: where it is written down; empty where the program itself was asked
   */
  record Known(String text, String evidence) implements Version {
    /** What the program itself says. */
    public Known(String text) {
      this(text, "");
    }
  }

  /**
   * It was asked and gave nothing that could be understood.
   *
   * @param reason for people
   */
  record Unknown(String reason) implements Version {}

  /**
   * It must not be run to be asked.
   *
   * @param reason for people; empty where its catalogue entry says so
   */
  record NotAsked(String reason) implements Version {
    public NotAsked() {
      this("");
    }
  }

  /**
   * The file is there but is not the tool: another program of its name, or a shim with nothing to
   * run.
   *
   * @param reason for people
   */
  record NotTheTool(String reason) implements Version {}
}
