package dev.patchbay.processes;

import dev.patchbay.os.KernelKills;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.processes.limits.LimitReport.Hold;
import dev.patchbay.processes.spec.Limit;
import dev.patchbay.security.AuditEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees that the kernel kills parts of a process for want of memory while the process itself runs
 * on. Where a control group counts that, {@link LimitWatch} tells it; here is what is seen without
 * one: that the kernel killed something on the machine in the very second in which a part of the
 * process ended. On one thread at a time.
 */
final class Starvation {
  private final Workshop workshop;
  private final KernelKills kernel = new KernelKills();

  /** Who belonged to each process a second ago, by its id and generation. */
  private Map<String, Map<Integer, ProcessTable.Entry>> before = Map.of();

  Starvation(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * @param trees who belongs to each process now, by its id
   */
  void look(List<Supervised> processes, Map<String, Map<Integer, ProcessTable.Entry>> trees) {
    long kills = kernel.fresh();
    Map<String, Map<Integer, ProcessTable.Entry>> now = new HashMap<>();
    for (Supervised process : processes) {
      process
          .live()
          .filter(live -> !live.hasExited())
          .ifPresent(live -> {
            String key = process.id() + "/" + live.generation();
            now.put(key, trees.getOrDefault(process.id(), Map.of()));
            if (kills > 0 && !isCounted(live)) {
              long lost = lost(before.getOrDefault(key, Map.of()), live);
              if (lost > 0) {
                tell(process, live, (int) Math.min(kills, lost));
              }
            }
          });
    }
    before = now;
  }

  private static boolean isCounted(Live live) {
    return live.group().isPresent()
        && live.limits().reports().stream()
            .anyMatch(
                report -> report.name() == Limit.Name.MEMORY && report.hold() == Hold.ENFORCED);
  }

  private static long lost(Map<Integer, ProcessTable.Entry> members, Live live) {
    return members.values().stream()
        .filter(member -> member.pid() != live.child().pid())
        .filter(member ->
            ProcessTable.find(member.pid())
                .filter(entry -> entry.isSameProcessAs(member) && !entry.hasEnded())
                .isEmpty())
        .count();
  }

  private void tell(Supervised process, Live live, int count) {
    process.vitals().starved(live.generation(), count, workshop.timers().nanoTime());
    workshop.note(
        "process.killed-for-memory",
        process.spec().name(),
        AuditEntry.FAILED,
        Map.of("id", process.id(), "count", count, "by", "kernel"));
    workshop.listener().accept(new ProcessEvent.KilledForMemory(process.info(), count));
  }
}
