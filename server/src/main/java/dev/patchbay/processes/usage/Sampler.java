package dev.patchbay.processes.usage;

import dev.patchbay.os.ProcFile;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures whole trees by one look through the machine's processes. What a process waited for
 * counts as its own, so the sums go on when a child ends. Not thread-safe.
 */
public final class Sampler {
  /** USER_HZ, 100 on all of Linux's systems that matter here. */
  private static final double TICKS_A_SECOND = 100;

  private static final long PAGE_BYTES = 4_096;
  private static final double NANOS = 1e9;

  /** What was summed up the last time. */
  private record Totals(long nanos, long ticks, long read, long written) {}

  private Map<String, Totals> before = new HashMap<>();

  /**
   * @param leaders the first process of each tree, by any key
   * @param nanos when the table was read
   * @return by the same keys; without those of which nothing runs
   */
  public Map<String, Usage> sample(
      ProcessTable.Reading table, Map<String, Entry> leaders, long nanos) {
    Map<Integer, List<Entry>> children = new HashMap<>();
    Map<Integer, List<Entry>> sessions = new HashMap<>();
    for (Entry entry : table.entries()) {
      if (!entry.hasEnded()) {
        children.computeIfAbsent(entry.parent(), _ -> new ArrayList<>()).add(entry);
        sessions.computeIfAbsent(entry.session(), _ -> new ArrayList<>()).add(entry);
      }
    }
    Map<String, Totals> now = new HashMap<>();
    Map<String, Usage> usages = new HashMap<>();
    leaders.forEach((key, leader) -> {
      Set<Entry> members = members(leader, children, sessions);
      if (!members.isEmpty()) {
        Totals totals = totals(members, nanos);
        now.put(key + leader.started(), totals);
        usages.put(key, usage(members, totals, before.get(key + leader.started())));
      }
    });
    before = now;
    return usages;
  }

  private static Set<Entry> members(
      Entry leader, Map<Integer, List<Entry>> children, Map<Integer, List<Entry>> sessions) {
    Set<Entry> members = new HashSet<>();
    Deque<Entry> open = new ArrayDeque<>(sessions.getOrDefault(leader.pid(), List.of()));
    while (!open.isEmpty()) {
      Entry entry = open.removeFirst();
      if (entry.started() >= leader.started() && members.add(entry)) {
        open.addAll(children.getOrDefault(entry.pid(), List.of()));
      }
    }
    return members;
  }

  private static Totals totals(Set<Entry> members, long nanos) {
    long ticks = 0;
    long read = 0;
    long written = 0;
    for (Entry entry : members) {
      ticks += entry.cpuTicks();
      String io = ProcFile.read("/proc/" + entry.pid() + "/io").orElse("");
      read += field(io, "read_bytes: ");
      written += field(io, "\nwrite_bytes: ");
    }
    return new Totals(nanos, ticks, read, written);
  }

  private static long field(String text, String name) {
    int at = text.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int from = at + name.length();
    int end = text.indexOf('\n', from);
    return Long.parseLong(text.substring(from, end < 0 ? text.length() : end).strip());
  }

  private static Usage usage(
      Set<Entry> members, Totals now, @org.jspecify.annotations.Nullable Totals earlier) {
    // Of what there is no earlier sample, nothing can be said but what it is now.
    Totals from = earlier == null ? now : earlier;
    double seconds = Math.max(1, now.nanos - from.nanos) / NANOS;
    return new Usage(
        Math.max(0, now.ticks - from.ticks) / TICKS_A_SECOND / seconds,
        members.stream().mapToLong(Entry::residentPages).sum() * PAGE_BYTES,
        members.size(),
        members.stream().mapToInt(Entry::threads).sum(),
        members.stream().mapToInt(Sampler::descriptors).sum(),
        (long) (Math.max(0, now.read - from.read) / seconds),
        (long) (Math.max(0, now.written - from.written) / seconds));
  }

  private static int descriptors(Entry entry) {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + entry.pid() + "/fd"))) {
      return Math.toIntExact(files.count());
    } catch (IOException e) {
      return 0;
    }
  }
}
