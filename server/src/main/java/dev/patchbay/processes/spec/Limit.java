package dev.patchbay.processes.spec;

/**
 * How much of something a process and all that it starts may take.
 *
 * @param max in the unit of its name
 * @param text the same as it was written, for people
 * @param action what follows when it is more
 */
public record Limit(double max, String text, Action action) {
  /** What follows. */
  public enum Action {
    WARN,
    THROTTLE,
    KILL
  }

  /** Of what. */
  public enum Name {
    /** Bytes. */
    MEMORY("memory"),
    /** Cores. */
    CPU("cpu"),
    /** Processes and threads. */
    PROCESSES("processes"),
    /** Descriptors of each process. */
    OPEN_FILES("openFiles"),
    /** Nanoseconds of an incarnation. */
    RUN_TIME("runTime"),
    /** Bytes a second. */
    DISK_READ("diskRead"),
    /** Bytes a second. */
    DISK_WRITE("diskWrite"),
    /** Bytes a second. */
    NETWORK("network");

    private final String key;

    Name(String key) {
      this.key = key;
    }

    /** As it is written. */
    public String key() {
      return key;
    }
  }

  public Limit {
    if (!(max > 0)) {
      throw new IllegalArgumentException("a limit must be more than nothing");
    }
  }
}
