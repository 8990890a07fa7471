package dev.patchbay.processes.usage;

/** What is kept of each second. */
public enum Column {
  CPU("cpu", "cores", 0.001),
  MEMORY("memory", "bytes", 1_024),
  MEMORY_PROPORTIONAL("memoryProportional", "bytes", 1_024),
  PROCESSES("processes", "count", 1),
  THREADS("threads", "count", 1),
  OPEN_FILES("openFiles", "count", 1),
  DISK_READ("diskRead", "bytes/s", 1_024),
  DISK_WRITE("diskWrite", "bytes/s", 1_024),
  /** How long the latest answered probe took. */
  LATENCY("latency", "ms", 0.1),
  SCORE("score", "points", 1);

  private final String key;
  private final String unit;
  private final double scale;

  Column(String key, String unit, double scale) {
    this.key = key;
    this.unit = unit;
    this.scale = scale;
  }

  public String key() {
    return key;
  }

  public String unit() {
    return unit;
  }

  /** As it is stored: a whole number of 0 or more, which takes half the room. */
  int packed(double value) {
    return (int) Math.min(Integer.MAX_VALUE, Math.round(Math.max(0, value) / scale));
  }

  double unpacked(int stored) {
    return stored * scale;
  }
}
