package dev.patchbay.processes.usage;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest hour of samples, one a second, each at its own second: where nothing was running there
 * is a gap. Memory is taken for five minutes at a time, 144 KB for the hour, and then used again;
 * nothing else is allocated. Thread-safe.
 */
public final class Series {
  public static final int SECONDS = 3_600;

  private static final int BLOCK = 300;
  private static final int ABSENT = -1;
  private static final Column[] COLUMNS = Column.values();

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as are all below. Second {@code s} is at {@code s % SECONDS}. */
  private final int[][] blocks = new int[SECONDS / BLOCK][];

  /** The second of the newest sample; negative while there is none. */
  private long newest = -1;

  private long oldest;

  /**
   * @param second number of a second, not below that of the sample before
   */
  public void add(long second, Sample sample) {
    lock.lock();
    try {
      if (newest < 0) {
        oldest = second;
      }
      long from = newest < 0 ? second : Math.max(newest + 1, second - SECONDS + 1);
      for (long gap = from; gap < second; gap++) {
        clear(gap);
      }
      clear(second);
      int[] block = block(second);
      int at = offset(second);
      for (int i = 0; i < COLUMNS.length; i++) {
        double value = sample.value(COLUMNS[i]);
        if (!Double.isNaN(value)) {
          block[at + i] = COLUMNS[i].packed(value);
        }
      }
      newest = second;
      oldest = Math.max(oldest, newest - SECONDS + 1);
    } finally {
      lock.unlock();
    }
  }

  private void clear(long second) {
    int at = offset(second);
    Arrays.fill(block(second), at, at + COLUMNS.length, ABSENT);
  }

  private int[] block(long second) {
    int number = (int) (second % SECONDS) / BLOCK;
    int[] block = blocks[number];
    if (block == null) {
      block = new int[BLOCK * COLUMNS.length];
      blocks[number] = block;
    }
    return block;
  }

  private static int offset(long second) {
    return (int) (second % BLOCK) * COLUMNS.length;
  }

  /**
   * All columns of the newest time, in steps that lie alike whenever it is asked for.
   *
   * @param to number of the present second
   * @param seconds how much is wanted
   * @param step seconds of each value
   * @param now the time of {@code to}
   */
  public Plot plot(long to, int seconds, int step, Instant now) {
    long first = Math.max(start(), to - seconds + 1);
    long from = Math.min(to, first) / step * step;
    Map<Column, double[]> columns = new EnumMap<>(Column.class);
    for (Column column : COLUMNS) {
      columns.put(column, read(column, from, to, step));
    }
    return new Plot(now.minusSeconds(to - from), step, columns);
  }

  private long start() {
    lock.lock();
    try {
      return newest < 0 ? Long.MAX_VALUE : oldest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The means of equal steps, the oldest first.
   *
   * @param from first second that is wanted
   * @param to the last
   * @param step seconds of each value
   * @return as many as there are steps; NaN where there is no sample
   */
  public double[] read(Column column, long from, long to, int step) {
    double[] values = new double[Math.toIntExact(Math.max(0, (to - from + step) / step))];
    int index = Arrays.asList(COLUMNS).indexOf(column);
    lock.lock();
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = mean(index, from + (long) i * step, Math.min(to, from + (i + 1L) * step - 1));
      }
    } finally {
      lock.unlock();
    }
    return values;
  }

  private double mean(int column, long from, long to) {
    double sum = 0;
    int count = 0;
    for (long second = Math.max(from, oldest); second <= Math.min(to, newest); second++) {
      int stored = block(second)[offset(second) + column];
      if (stored != ABSENT) {
        sum += COLUMNS[column].unpacked(stored);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
