package dev.patchbay.processes.usage;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proportional memory, tree after tree, as fast as one millisecond a look allows: the kernel walks
 * all pages of a process for it, some milliseconds for a gigabyte. Not thread-safe.
 */
final class SharedMemory {
  /** A thousandth of a core, at a look each second. */
  private static final long NANOS_A_LOOK = 1_000_000;

  private final ProcText text;
  private final Map<String, Long> bytes = new HashMap<>();

  /** Whose turn it is next. */
  private final Deque<String> turns = new ArrayDeque<>();

  /** What may be spent; what was spent beyond is waited for. */
  private long credit;

  SharedMemory(ProcText text) {
    this.text = text;
  }

  void read(Map<String, List<Member>> trees) {
    bytes.keySet().retainAll(trees.keySet());
    turns.retainAll(trees.keySet());
    trees
        .keySet()
        .forEach(key -> {
          if (bytes.putIfAbsent(key, 0L) == null) {
            turns.addFirst(key);
          }
        });
    credit = Math.min(NANOS_A_LOOK, credit + NANOS_A_LOOK);
    for (int turn = turns.size(); turn > 0 && credit > 0; turn--) {
      String key = turns.removeFirst();
      turns.addLast(key);
      long begun = System.nanoTime();
      long sum = 0;
      for (Member member : trees.getOrDefault(key, List.of())) {
        sum += member.proportionalBytes(text);
      }
      bytes.put(key, sum);
      credit -= System.nanoTime() - begun;
    }
  }

  long of(String tree) {
    return bytes.getOrDefault(tree, 0L);
  }
}
