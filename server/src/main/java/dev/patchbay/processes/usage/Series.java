package dev.patchbay.processes.usage;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The newest hour of samples, each at its own second: where nothing was running there is a gap.
 * Memory is taken for five minutes at a time, with a sample a second 144 KB for the hour, and then
 * used again; nothing else is allocated. Thread-safe.
 */
public final class Series {
  public static final int SECONDS = 3_600;

  private static final int BLOCK_SECONDS = 300;
  private static final int ABSENT = -1;
  private static final Column[] COLUMNS = Column.values();

  /** Seconds that share a slot, in which the newest sample counts. */
  private final int resolution;

  private final int slots;
  private final int slotsOfABlock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as are all below. Slot {@code s} is at {@code s % slots}. */
  private final int[][] blocks = new int[SECONDS / BLOCK_SECONDS][];

  /** The slot of the newest sample; negative while there is none. */
  private long newest = -1;

  private long oldest;

  /** One that keeps each second. */
  public Series() {
    this(1);
  }

  /**
   * @param resolution how many seconds have one sample, by which the memory is divided; a divisor
   *     of 300
   */
  public Series(int resolution) {
    this.resolution = resolution;
    slots = SECONDS / resolution;
    slotsOfABlock = BLOCK_SECONDS / resolution;
  }

  /**
   * @param second number of a second, not below that of the sample before
   */
  public void add(long second, Sample sample) {
    long slot = second / resolution;
    lock.lock();
    try {
      if (newest < 0) {
        oldest = slot;
      }
      long from = newest < 0 ? slot : Math.max(newest + 1, slot - slots + 1);
      for (long gap = from; gap < slot; gap++) {
        clear(gap);
      }
      clear(slot);
      int[] block = block(slot);
      int at = offset(slot);
      for (int i = 0; i < COLUMNS.length; i++) {
        double value = sample.value(COLUMNS[i]);
        if (!Double.isNaN(value)) {
          block[at + i] = COLUMNS[i].packed(value);
        }
      }
      newest = slot;
      oldest = Math.max(oldest, newest - slots + 1);
    } finally {
      lock.unlock();
    }
  }

  private void clear(long slot) {
    int at = offset(slot);
    Arrays.fill(block(slot), at, at + COLUMNS.length, ABSENT);
  }

  private int[] block(long slot) {
    int number = (int) (slot % slots) / slotsOfABlock;
    int[] block = blocks[number];
    if (block == null) {
      block = new int[slotsOfABlock * COLUMNS.length];
      blocks[number] = block;
    }
    return block;
  }

  private int offset(long slot) {
    return (int) (slot % slotsOfABlock) * COLUMNS.length;
  }

  /**
   * All columns of the newest time, in steps that lie alike whenever it is asked for.
   *
   * @param to number of the present second
   * @param seconds how much is wanted
   * @param finest seconds of each value; more if less is not known
   * @param now the time of {@code to}
   */
  public Plot plot(long to, int seconds, int finest, Instant now) {
    int step = Math.ceilDiv(finest, resolution) * resolution;
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
      return newest < 0 ? Long.MAX_VALUE : oldest * resolution;
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
    long last = Math.min(to / resolution, newest);
    for (long slot = Math.max(from / resolution, oldest); slot <= last; slot++) {
      int stored = block(slot)[offset(slot) + column];
      if (stored != ABSENT) {
        sum += COLUMNS[column].unpacked(stored);
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
