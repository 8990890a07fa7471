package dev.patchbay.processes;

import dev.patchbay.os.ProcessTable;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a hub that was killed left running: takes over what is to run on, ends the rest. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Workshop workshop;
  private final Function<String, Optional<Supervised>> byId;
  private final Set<String> wanted;

  private final Belonging belonging;

  /**
   * @param wanted ids of what somebody wants to run
   */
  Recovery(Workshop workshop, Function<String, Optional<Supervised>> byId, Set<String> wanted) {
    this.workshop = workshop;
    this.byId = byId;
    this.wanted = wanted;
    belonging = new Belonging(workshop);
  }

  /** Blocks until all is taken over or ended. */
  void run() {
    List<Incarnation> left = workshop.registry().running();
    List<String> adopted = new ArrayList<>();
    Set<String> marks = new HashSet<>();
    Map<Integer, String> grouped = new HashMap<>();
    for (Incarnation incarnation : left) {
      String mark = workshop.mark(incarnation.id(), incarnation.generation());
      if (adopt(incarnation)) {
        adopted.add(incarnation.name() + " (" + incarnation.pid() + ")");
        marks.add(mark);
      } else {
        workshop
            .controlGroups()
            .find(incarnation)
            .ifPresent(group -> group.members().forEach(pid -> grouped.put(pid, mark)));
        workshop
            .registry()
            .record(
                incarnation.ended(
                    workshop.timers().now(),
                    "Ended, how is not known: the hub was not there",
                    Optional.of(new Ending.Unknown("the hub was not there"))));
      }
    }
    List<String> ended = endStrays(marks, grouped);
    if (!left.isEmpty() || !ended.isEmpty()) {
      LOG.warn(
          "an earlier hub was not stopped in order: {} processes were running by its records;"
              + " taken over: {}; ended: {}",
          left.size(),
          adopted.isEmpty() ? "none" : String.join(", ", adopted),
          ended.isEmpty() ? "none" : String.join(", ", ended));
    }
  }

  private boolean adopt(Incarnation incarnation) {
    return byId.apply(incarnation.id())
        .filter(process ->
            wanted.contains(process.id())
                && process.spec().kind() != Kind.SYSTEM
                && process.spec().restart().rules().policy() != RestartPolicy.NO
                && process.spec().run().command().equals(incarnation.command()))
        .map(process -> process.adopt(incarnation).join())
        .orElse(false);
  }

  /**
   * All that carries a mark of this data dir's hubs, or is in one of their control groups, and was
   * not taken over.
   *
   * @param grouped marks by the pids of those that are in a group
   * @return what they were, for people
   */
  private List<String> endStrays(Set<String> adopted, Map<Integer, String> grouped) {
    ProcessTable table = workshop.launcher().table();
    Map<Integer, String> words = new java.util.TreeMap<>();
    ProcessTable.Reading reading = table.read();
    reading.readEnvironments(reading.entries());
    Strays strays = new Strays(table);
    for (ProcessTable.Entry entry : reading.entries()) {
      belonging
          .mark(reading, entry)
          .or(() -> Optional.ofNullable(grouped.get(entry.pid())))
          .filter(mark -> !adopted.contains(mark))
          .ifPresent(mark -> {
            words.put(entry.pid(), Belonging.words(mark) + " (" + entry.pid() + ")");
            strays.add(entry, mark);
          });
    }
    strays.end();
    return List.copyOf(words.values());
  }
}
