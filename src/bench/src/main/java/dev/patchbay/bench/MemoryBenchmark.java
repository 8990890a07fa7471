package dev.patchbay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What terminals cost the hub: memory and threads. */
final class MemoryBenchmark implements Benchmark {
  private static final String[] SHELL = {"/bin/sh"};
  private static final Duration SETTLING = Duration.ofSeconds(6);
  private static final int SOME = 201;
  private static final int MANY = 1_000;
  private static final double ONE_GOAL_MEGABYTES = 120;
  private static final double FURTHER_GOAL_KILOBYTES = 150;

  private record Facts(double rssMegabytes, double pssMegabytes, long threads) {
    static Facts of(ProcessFacts process) throws IOException, InterruptedException {
      Thread.sleep(SETTLING);
      return new Facts(
          process.rssKilobytes() / 1024.0, process.pssKilobytes() / 1024.0, process.threads());
    }

    String memory() {
      return Figures.number(0, rssMegabytes) + " (PSS " + Figures.number(0, pssMegabytes) + ")";
    }

    /** Kilobytes that each terminal since then has added. */
    double furtherSince(Facts before, int terminals) {
      return (rssMegabytes - before.rssMegabytes) * 1024 / terminals;
    }
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Optional<Path> ttyd = lab.ttyd();
    Facts[] peer = ttyd.isPresent() ? ttyd(ttyd.get()) : new Facts[0];
    try (HubProcess hub = HubProcess.start(lab)) {
      Facts none = Facts.of(hub.facts());
      String first = hub.open(SHELL);
      try (HubClient _ = hub.watch(first, "skip")) {
        Facts one = Facts.of(hub.facts());
        open(hub, SOME - 1);
        Facts some = Facts.of(hub.facts());
        double seconds = open(hub, MANY - SOME);
        Facts many = Facts.of(hub.facts());
        double further = some.furtherSince(one, SOME - 1);
        return List.of(
            new Row(
                "memory of the hub with one terminal and its viewer, RSS, MB",
                "120",
                one.memory(),
                Row.NOT_APPLICABLE,
                peer.length > 0 ? peer[0].memory() : Row.NOT_FOUND,
                Row.atMost(one.rssMegabytes(), ONE_GOAL_MEGABYTES)),
            new Row(
                "– for each further idle one (of 200), KB",
                "150",
                Figures.number(0, further),
                Row.NOT_APPLICABLE,
                peer.length > 0
                    ? Figures.number(0, peer[1].furtherSince(peer[0], SOME - 1))
                    : Row.NOT_FOUND,
                Row.atMost(further, FURTHER_GOAL_KILOBYTES)),
            Row.remark(
                "– for each further idle one (of 999), KB",
                Figures.number(0, many.furtherSince(one, MANY - 1))),
            Row.alone("– at 1,000 terminals, RSS, MB", "works", many.memory(), "met"),
            Row.remark(
                "– to open 800 of them one after the other, ms each",
                Figures.number(1, seconds * 1_000 / (MANY - SOME))),
            Row.alone(
                "threads of the hub with 0, 1, 1,000 idle terminals",
                "do not grow with them",
                none.threads() + ", " + one.threads() + ", " + many.threads(),
                many.threads() - one.threads() < SOME ? "met" : "missed"));
      }
    }
  }

  /**
   * @return how long that took, in seconds
   */
  private static double open(HubProcess hub, int terminals) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < terminals; i++) {
      hub.open(SHELL);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** With one terminal, and with some. */
  private static Facts[] ttyd(Path program) throws IOException, InterruptedException {
    List<Client> clients = new ArrayList<>();
    try (Ttyd ttyd = Ttyd.start(program, SHELL)) {
      clients.add(ttyd.connect());
      Facts one = Facts.of(ttyd.facts());
      while (clients.size() < SOME) {
        clients.add(ttyd.connect());
      }
      return new Facts[] {one, Facts.of(ttyd.facts())};
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }
}
