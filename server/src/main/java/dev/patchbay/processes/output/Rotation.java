package dev.patchbay.processes.output;

/**
 * How much output of a process is kept on the disk.
 *
 * @param bytes of a file before the next one is begun
 * @param files how many there are at most, the one that is written included
 */
public record Rotation(long bytes, int files) {
  public static final Rotation USUAL = new Rotation(10L * 1024 * 1024, 5);

  public Rotation {
    if (bytes < 4096 || files < 1 || files > 100) {
      throw new IllegalArgumentException(
          "a log file must have 4KiB at least, and there may be 1 to 100 of them");
    }
  }
}
