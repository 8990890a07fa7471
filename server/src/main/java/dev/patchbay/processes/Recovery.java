package dev.patchbay.processes;

import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.Signals;
import dev.patchbay.processes.lifecycle.RestartPolicy;
import dev.patchbay.processes.registry.Incarnation;
import dev.patchbay.processes.spec.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what a hub that was killed left running: takes over what is to run on, ends the rest. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final String MARK = ProcessEnvironment.MARKER + "=";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Name and generation; it may have been taken away since. */
  private static final Pattern PIPE = Pattern.compile("(\\w+)-(\\d+)\\.(out|err)( \\(deleted\\))?");

  private final Workshop workshop;
  private final Function<String, Optional<Supervised>> byId;
  private final Set<String> wanted;

  /** Where the pipes are, each with a slash at the end. */
  private final List<String> pipes;

  /**
   * @param wanted ids of what somebody wants to run
   */
  Recovery(Workshop workshop, Function<String, Optional<Supervised>> byId, Set<String> wanted) {
    this.workshop = workshop;
    this.byId = byId;
    this.wanted = wanted;
    pipes =
        Stream.concat(
                Stream.of(workshop.folders().pipes()),
                workshop.folders().spare().existing().stream())
            .map(folder -> real(folder) + "/")
            .toList();
  }

  /** As the kernel tells it, whatever links lead there. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder;
    }
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
                    workshop.timers().now(), "Ended, how is not known: the hub was not there"));
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
   * What a process of this data dir's hubs is known by: its environment, or the pipes that it
   * writes to. A child that had not come to execute its program when the hub was killed, since it
   * waited for its limits, has the latter alone, and would wait for ever.
   */
  private Optional<String> mark(ProcessTable.Reading reading, ProcessTable.Entry entry) {
    String hub = workshop.hubId() + "/";
    Optional<String> environment =
        reading
            .environment(entry)
            .assignment(MARK)
            .map(assignment -> assignment.substring(MARK.length()))
            .filter(mark -> mark.startsWith(hub));
    return environment.or(() ->
        reading.streams(entry).stream()
            .filter(file -> pipes.stream().anyMatch(file::startsWith))
            .map(file -> PIPE.matcher(file.substring(file.lastIndexOf('/') + 1)))
            .filter(Matcher::matches)
            .map(pipe -> hub + pipe.group(1) + "/" + pipe.group(2))
            .findFirst());
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
    Map<Integer, String> strays = new java.util.TreeMap<>();
    ProcessTable.Reading reading = table.read();
    reading.readEnvironments(reading.entries());
    List<ProcTree> trees = new ArrayList<>();
    for (ProcessTable.Entry entry : reading.entries()) {
      mark(reading, entry)
          .or(() -> Optional.ofNullable(grouped.get(entry.pid())))
          .filter(mark -> !adopted.contains(mark))
          .ifPresent(mark -> {
            String words = mark.substring(mark.indexOf('/') + 1) + " (" + entry.pid() + ")";
            strays.put(entry.pid(), words);
            trees.add(new ProcTree(table, entry, MARK + mark));
          });
    }
    trees.forEach(tree -> tree.signal(Signals.TERM, Signals.CONT));
    long by = System.nanoTime() + PATIENCE.toNanos();
    for (ProcTree tree : trees) {
      var _ = tree.end(Duration.ofNanos(Math.max(0, by - System.nanoTime())), new int[0]);
    }
    return List.copyOf(strays.values());
  }
}
