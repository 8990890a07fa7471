package dev.patchbay.processes.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trees of real processes. */
class SamplerTest {
  private static final long SECOND = 1_000_000_000;

  private final Sampler sampler = new Sampler();
  private final List<Process> started = new ArrayList<>();

  private Map<String, ProcessTable.Entry> start(String name, String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    started.add(process);
    return Map.of(name, ProcessTable.find(process.pid()).orElseThrow());
  }

  @AfterEach
  void endAll() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Usage awaitUsage(Map<String, ProcessTable.Entry> leaders, Predicate<Usage> condition) {
    return await()
        .until(
            () -> sampler.sample(leaders, System.nanoTime()),
            usages -> usages.values().stream().anyMatch(condition))
        .values()
        .iterator()
        .next();
  }

  @Test
  void countsWhatATreeTakes() throws IOException {
    var leaders = start("tree", "exec 7</dev/null; sleep 600 & sleep 600 & wait");

    // What starting them took may be part of the first sample; they rest after it.
    Usage usage = awaitUsage(leaders, now -> now.processes() == 3 && now.cpu() < 0.05);

    assertThat(usage.threads()).isEqualTo(3);
    assertThat(usage.mostDescriptors()).isGreaterThanOrEqualTo(4);
    assertThat(usage.descriptors()).isGreaterThanOrEqualTo(12);
    assertThat(usage.residentBytes()).isGreaterThan(usage.proportionalBytes());
    assertThat(usage.proportionalBytes()).isPositive();
  }

  @Test
  void seesWhatIsBusyAndWhatComesAndGoes() throws IOException {
    var leaders = start("busy", "read line; sleep 600 & while :; do :; done");
    assertThat(awaitUsage(leaders, now -> now.processes() == 1).cpu()).isZero();

    started.getFirst().outputWriter().append("go\n").flush();
    awaitUsage(leaders, now -> now.processes() == 2 && now.cpu() > 0);

    started.getFirst().children().forEach(ProcessHandle::destroyForcibly);
    awaitUsage(leaders, now -> now.processes() == 1);
    started.getFirst().destroyForcibly();
    await().until(() -> sampler.sample(leaders, System.nanoTime()).isEmpty());
  }

  @Test
  void keepsAMemberThatLostItsParentAndItsSession() throws IOException {
    var leaders = start("daemon", "sh -c 'setsid sleep 600 & read line'; :");
    awaitUsage(leaders, now -> now.processes() == 3);
    List<ProcessHandle> all = started.getFirst().descendants().toList();
    try {
      started.getFirst().outputWriter().close();

      awaitUsage(leaders, now -> now.processes() == 1);
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
    await().until(() -> sampler.sample(leaders, System.nanoTime()).isEmpty());
  }

  @Test
  void seesWhoIsStoppedAndWhoIsStuckInTheKernel() throws IOException {
    // Who has forked so shares its memory with the child, and waits in the kernel until that ends.
    int vfork = 58;
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
    var leaders =
        start("stuck", "exec perl -e 'if (syscall(%d) == 0) { sleep 600; exit }'".formatted(vfork));
    await()
        .until(() -> {
          Usage usage = sampler.sample(leaders, 0).values().iterator().next();
          return usage.processes() == 2 && usage.pulse().state() == 'D';
        });

    Pulse stuck = sampler.sample(leaders, 7 * SECOND).values().iterator().next().pulse();

    assertThat(stuck).isEqualTo(new Pulse('D', Duration.ofSeconds(7), 0));
    var held = start("held", "exec sleep 600");
    new ProcessBuilder("kill", "-STOP", "" + started.getLast().pid()).start();
    assertThat(awaitUsage(held, now -> now.pulse().state() == 'T').pulse().mainThread()).isZero();
  }

  @Test
  void feelsHowBusyAMainThreadIs() throws IOException {
    var leaders = start("spins", "while :; do :; done");

    assertThat(awaitUsage(leaders, now -> now.pulse().mainThread() > 0.5).pulse().state())
        .isEqualTo('R');
  }
}
