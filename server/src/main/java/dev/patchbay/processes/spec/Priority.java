package dev.patchbay.processes.spec;

/** Who is first when there is no place for all; the most urgent first. */
public enum Priority {
  CRITICAL(-5),
  HIGH(-2),
  NORMAL(0),
  LOW(5);

  private final int nice;

  Priority(int nice) {
    this.nice = nice;
  }

  /** What the scheduler is told. */
  public int nice() {
    return nice;
  }
}
