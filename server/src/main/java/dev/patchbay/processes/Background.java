package dev.patchbay.processes;

import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.spec.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a service that went into the background from one that has done its work. */
final class Background {
  /** What is about to end with its parent has done so by then. */
  private static final Duration LAST_BREATH = Duration.ofMillis(200);

  private static final int MOST_NAMES = 3;

  private Background() {}

  /**
   * Blocks for a moment where something is left.
   *
   * @param how an end that was one of success
   * @param oneShot whether it is to do its work and end, so that what it leaves is its helpers
   * @return the same, or that it went into the background
   */
  static Ending look(Live live, Kind kind, Ending how, boolean oneShot) {
    if (oneShot || kind == Kind.SYSTEM) {
      return how;
    }
    ProcTree tree = live.child().tree();
    List<ProcessTable.Entry> left = outside(tree, live);
    if (left.isEmpty() || tree.ask(LAST_BREATH)) {
      return how;
    }
    List<ProcessTable.Entry> stayed = outside(tree, live);
    return stayed.isEmpty() ? how : new Ending.Daemonized(words(stayed));
  }

  /** Jobs of a script's own session are not what a daemon is. */
  private static List<ProcessTable.Entry> outside(ProcTree tree, Live live) {
    return tree.members().stream()
        .filter(member -> member.session() != live.child().pid())
        .toList();
  }

  private static String words(List<ProcessTable.Entry> left) {
    String names =
        left.stream()
            .limit(MOST_NAMES)
            .map(entry -> name(entry.pid()))
            .collect(Collectors.joining(", "));
    return left.size() > MOST_NAMES
        ? names + " and " + (left.size() - MOST_NAMES) + " more"
        : names;
  }

  private static String name(int pid) {
    Optional<String> command = ProcessTable.command(pid);
    return command.map(text -> text + " (" + pid + ")").orElse("process " + pid);
  }
}
