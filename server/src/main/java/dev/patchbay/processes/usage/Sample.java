package dev.patchbay.processes.usage;

/**
 * What is known of a process at one second.
 *
 * @param latencyMillis of the latest probe that was answered; NaN if there is none
 * @param score its health
 */
public record Sample(Usage usage, double latencyMillis, int score) {
  /** In a column's unit; NaN if it is not known. */
  public double value(Column column) {
    return switch (column) {
      case CPU -> usage.cpu();
      case MEMORY -> usage.residentBytes();
      case MEMORY_PROPORTIONAL ->
          usage.proportionalBytes() == 0 ? Double.NaN : usage.proportionalBytes();
      case PROCESSES -> usage.processes();
      case THREADS -> usage.threads();
      case OPEN_FILES -> usage.descriptors();
      case DISK_READ -> usage.readBytes();
      case DISK_WRITE -> usage.writtenBytes();
      case LATENCY -> latencyMillis;
      case SCORE -> score;
    };
  }
}
