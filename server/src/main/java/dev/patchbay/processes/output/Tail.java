package dev.patchbay.processes.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The newest lines, at most so many and so long together. Thread-safe. */
final class Tail {
  static final int MOST_LINES = 1_000;
  static final int MOST_CHARACTERS = 256 * 1024;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is the sum of their lengths. */
  private final Deque<OutputLine> lines = new ArrayDeque<>();

  private int characters;

  void add(List<OutputLine> more) {
    lock.lock();
    try {
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

  /** The newest, the oldest of them first. */
  List<OutputLine> newest(int count) {
    lock.lock();
    try {
      return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    } finally {
      lock.unlock();
    }
  }
}
