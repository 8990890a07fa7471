package dev.patchbay.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.patchbay.os.ProcessTable.Entry;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who belongs to a tree of real processes, and who does not. */
class ProcTreeTest {
  private static final String MARK = "PROC_TREE_TEST=this";

  private final ProcessTable table = new ProcessTable(new BlockingPool());
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    started.add(process);
    return process;
  }

  private static Entry entry(Process process) {
    return ProcessTable.find(process.pid()).orElseThrow();
  }

  @Test
  void leavesWhoWasGivenThePidOfOneThatIsGoneAlone() throws IOException {
    Process later = start("sleep 600 & wait");
    await().until(() -> later.children().count() == 1);
    Entry now = entry(later);
    Entry gone =
        new Entry(
            now.pid(), 'S', now.parent(), now.pid(), now.started() - 1, 0, 1, now.residentPages());
    ProcTree tree = new ProcTree(table, gone, MARK);

    assertThat(tree.members()).isEmpty();
    tree.kill();
    assertThat(tree.end(Duration.ZERO)).isEmpty();

    assertThat(later.isAlive()).isTrue();
    assertThat(later.children()).hasSize(1);
    assertThat(new ProcTree(table, now, MARK).end(Duration.ZERO)).isEmpty();
    await().until(() -> !later.isAlive());
  }

  @Test
  void endsASessionWithoutADescriptorToReadProcWith() throws IOException {
    Process leader = new ProcessBuilder("setsid", "sh", "-c", "sleep 600 & wait").start();
    started.add(leader);
    await().until(() -> leader.children().count() == 1);
    long child = leader.children().findFirst().orElseThrow().pid();
    ProcTree tree = new ProcTree(table, entry(leader), MARK);
    ProcTree unread = new ProcTree(table, entry(leader), MARK);
    assertThat(tree.members()).hasSize(2);
    // Loaded now: a class in a folder takes a descriptor to load.
    assertThat(OsException.of("open", new Errno(Errno.EMFILE)).reason())
        .isEqualTo(OsException.Reason.OUT_OF_RESOURCES);

    withoutDescriptors(() -> {
      assertThat(tree.members())
          .extracting(Entry::pid)
          .containsExactlyInAnyOrder((int) leader.pid(), (int) child);
      assertThat(unread.members()).extracting(Entry::pid).containsExactly((int) leader.pid());
      unread.kill();
    });

    await().until(() -> !leader.isAlive());
    await().until(() -> tree.members().isEmpty());
  }

  /** Runs with a soft limit of open files that is reached already. */
  private static void withoutDescriptors(Runnable work) throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/limits")).stream()
            .filter(limit -> limit.startsWith("Max open files"))
            .findFirst()
            .orElseThrow();
    String[] limits = line.substring("Max open files".length()).strip().split(" +", 3);
    long soft = Long.parseLong(limits[0]);
    long hard = Long.parseLong(limits[1]);
    limitOpenFiles(3, hard);
    try {
      work.run();
    } finally {
      limitOpenFiles(soft, hard);
    }
  }

  private static void limitOpenFiles(long soft, long hard) {
    final int self = 0;
    final int openFiles = 7;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(JAVA_LONG, 2);
      limits.setAtIndex(JAVA_LONG, 0, soft);
      limits.setAtIndex(JAVA_LONG, 1, hard);
      LibC.check("prlimit", LibC.prlimit(self, openFiles, limits));
    }
  }

  /** As one whose memory the kernel keeps locked. */
  @Test
  void isKeptWaitingByNobodyWhoseEnvironmentCannotBeRead() throws IOException {
    Process leader = start("exec sleep 600");
    Process silent = startMarked();
    Process marked = startMarked();
    ProcTree tree = new ProcTree(table, entry(leader), MARK);
    CompletableFuture<Integer> unlocked = new CompletableFuture<>();
    try (TestFaults.Fault _ = TestFaults.inject("environ of " + silent.pid(), 1, unlocked::join)) {
      for (int look = 0; look < 2; look++) {
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), tree::members))
            .extracting(Entry::pid)
            .containsExactlyInAnyOrder((int) leader.pid(), (int) marked.pid());
      }
    } finally {
      unlocked.complete(0);
    }

    await()
        .untilAsserted(
            () -> assertThat(tree.members()).extracting(Entry::pid).contains((int) silent.pid()));
  }

  private Process startMarked() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "600");
    builder.environment().put("PROC_TREE_TEST", "this");
    Process process = builder.start();
    started.add(process);
    await().until(() -> table.read().environment(entry(process)).has("PROC_TREE_TEST=this"));
    return process;
  }

  @Test
  void countsInWhoIsInItsControlGroup(@TempDir Path group) throws IOException {
    Process leader = start("exec sleep 600");
    Process stranger = start("exec sleep 600");
    Files.writeString(
        group.resolve("cgroup.procs"), leader.pid() + "\n" + stranger.pid() + "\n999999999\n");
    ProcTree alone = new ProcTree(table, entry(leader), MARK);
    ProcTree both = new ProcTree(table, entry(leader), MARK, Set.of(), List.of(group));

    assertThat(alone.members()).extracting(Entry::pid).containsExactly((int) leader.pid());
    assertThat(both.members())
        .extracting(Entry::pid)
        .containsExactlyInAnyOrder((int) leader.pid(), (int) stranger.pid());
    assertThat(both.end(Duration.ofSeconds(10), Signals.TERM)).isEmpty();
    await().until(() -> !stranger.isAlive());
  }

  @Test
  void findsNobodyInAGroupThatWasTakenAway(@TempDir Path folder) throws IOException {
    Process leader = start("exec sleep 600");
    ProcTree tree =
        new ProcTree(table, entry(leader), MARK, Set.of(), List.of(folder.resolve("gone")));

    assertThat(tree.members()).extracting(Entry::pid).containsExactly((int) leader.pid());
  }

  @Test
  void asksParentsBeforeTheirChildren() {
    List<Entry> processes =
        List.of(child(12, 11), child(11, 99), child(15, 13), child(13, 11), child(7, 1));

    assertThat(ProcTree.parentsFirst(processes))
        .extracting(Entry::pid)
        .containsExactly(11, 12, 13, 15, 7);
  }

  private static Entry child(int pid, int parent) {
    return new Entry(pid, 'S', parent, 11, 1, 0, 1, 0);
  }
}
