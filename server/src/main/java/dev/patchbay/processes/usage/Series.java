package dev.patchbay.processes.usage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest hour of samples, one a second. Memory is taken as it is needed, 42 KB at the end. Not
 * thread-safe.
 */
public final class Series {
  static final int LENGTH = 3_600;
  private static final int GROWTH = 300;
  private static final double MILLI = 1_000;
  private static final int KIB = 1_024;

  private int[] milliCores = new int[0];
  private int[] residentKib = new int[0];
  private int[] processes = new int[0];

  /** Where the next one goes. */
  private int next;

  private int count;

  /** A sample as it is kept. */
  public record Point(double cpu, long residentBytes, int processes) {}

  public void add(Usage usage) {
    if (next == milliCores.length && milliCores.length < LENGTH) {
      int length = Math.min(LENGTH, milliCores.length + GROWTH);
      milliCores = Arrays.copyOf(milliCores, length);
      residentKib = Arrays.copyOf(residentKib, length);
      processes = Arrays.copyOf(processes, length);
    }
    if (next == LENGTH) {
      next = 0;
    }
    milliCores[next] = (int) Math.round(usage.cpu() * MILLI);
    residentKib[next] = (int) Math.min(Integer.MAX_VALUE, usage.residentBytes() / KIB);
    processes[next] = usage.processes();
    next++;
    count = Math.min(LENGTH, count + 1);
  }

  /**
   * The newest ones, the oldest of them first.
   *
   * @param most how many
   */
  public List<Point> newest(int most) {
    int wanted = Math.min(most, count);
    List<Point> points = new ArrayList<>(wanted);
    for (int i = wanted; i > 0; i--) {
      int at = Math.floorMod(next - i, count < LENGTH ? Math.max(count, next) : LENGTH);
      points.add(new Point(milliCores[at] / MILLI, (long) residentKib[at] * KIB, processes[at]));
    }
    return points;
  }
}
