package dev.patchbay.processes;

import dev.patchbay.os.ProcTree;
import dev.patchbay.os.ProcessTable;
import dev.patchbay.os.ProcessTable.Entry;
import dev.patchbay.os.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Ends processes that nobody knows of any more, each with what descends from it. */
final class Strays {
  /** How long what was asked to end may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Of a process that carries no mark: no environment has it. */
  private static final String NO_MARK = Belonging.MARK;

  private final ProcessTable table;
  private final List<ProcTree> trees = new ArrayList<>();

  Strays(ProcessTable table) {
    this.table = table;
  }

  /**
   * @param mark that all of it carry
   */
  void add(Entry entry, String mark) {
    trees.add(new ProcTree(table, entry, Belonging.MARK + mark));
  }

  void add(Collection<Entry> unmarked) {
    unmarked.forEach(entry -> trees.add(new ProcTree(table, entry, NO_MARK + entry.pid() + "-")));
  }

  /** Asks all, waits, then kills. Blocks for some seconds at most. */
  void end() {
    trees.forEach(tree -> tree.signal(Signals.TERM, Signals.CONT));
    long by = System.nanoTime() + PATIENCE.toNanos();
    for (ProcTree tree : trees) {
      var _ = tree.end(Duration.ofNanos(Math.max(0, by - System.nanoTime())), new int[0]);
    }
  }
}
