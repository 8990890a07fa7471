package dev.patchbay.processes.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The newest lines, at most so many and so long together. Thread-safe. */
final class Tail {
  static final int MOST_LINES = 1_000;
  static final int MOST_CHARACTERS = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is the sum of their lengths. */
  private final Deque<OutputLine> lines = new ArrayDeque<>();

  private int characters;

  /** Those that have no end yet; guarded by the lock, too. */
  private List<OutputLine> open = List.of();

  /**
   * @param unfinished all lines that have no end yet, instead of those of the last time
   */
  void add(List<OutputLine> more, List<OutputLine> unfinished) {
    lock.lock();
    try {
      open = List.copyOf(unfinished);
      for (OutputLine line : more) {
        lines.addLast(line);
        characters += line.text().length();
        while (lines.size() > MOST_LINES || characters > MOST_CHARACTERS) {
          characters -= lines.removeFirst().text().length();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The newest, the oldest of them first; at the end those that have no end yet. */
  List<OutputLine> newest(int count) {
    lock.lock();
    try {
      int all = lines.size() + open.size();
      return Stream.concat(lines.stream(), open.stream()).skip(Math.max(0, all - count)).toList();
    } finally {
      lock.unlock();
    }
  }
}
