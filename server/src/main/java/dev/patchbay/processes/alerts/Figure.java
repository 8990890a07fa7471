package dev.patchbay.processes.alerts;

/** What a rule looks at. */
public enum Figure {
  HEALTH("health", "points"),
  RESTARTS("restarts", "an hour"),
  /** Without a stable run between them. */
  FAILURES("failures", "in a row"),
  /** By the kernel, for want of memory, of a process that runs on. */
  MEMORY_KILLS("memory-kills", "killed in 10 minutes"),
  MEMORY("memory", "% of its limit"),
  CPU("cpu", "% of its limit"),
  THREADS("threads", "% of its limit"),
  OPEN_FILES("open-files", "% of its limit"),
  LATENCY("latency", "ms"),
  /** Of its limits, in the last ten minutes. */
  VIOLATIONS("violations", "in 10 minutes"),
  /** Until the first of its limits is reached as things are going. */
  LIMIT_IN("limit-in", "minutes"),
  /** The machine's, of which programs can still get the rest. */
  MACHINE_MEMORY("machine-memory", "% taken"),
  MACHINE_LOAD("machine-load", "a core"),
  /** 1 while the machine has too much to do, else 0. */
  OVERLOAD("overload", ""),
  /** Processes that wait to start. */
  QUEUED("queued", "processes"),
  /** Of the hub's own, that cannot be written. */
  STORAGE("storage", "files"),
  /** Starts that the configuration's lists did not allow. */
  REFUSALS("refusals", "in ten minutes");

  private final String key;
  private final String unit;

  Figure(String key, String unit) {
    this.key = key;
    this.unit = unit;
  }

  /** As it is written. */
  public String key() {
    return key;
  }

  /** What follows the number, for people. */
  public String unit() {
    return unit;
  }

  /**
   * @throws IllegalArgumentException if there is none of the name
   */
  public static Figure of(String key) {
    for (Figure figure : values()) {
      if (figure.key.equals(key)) {
        return figure;
      }
    }
    throw new IllegalArgumentException("\"" + key + "\" is nothing that can be watched");
  }
}
