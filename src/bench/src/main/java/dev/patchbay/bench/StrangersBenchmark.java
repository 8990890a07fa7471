package dev.patchbay.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What strangers and hostile viewers cost the owner of a hub. */
final class StrangersBenchmark implements Benchmark {
  private static final int SILENT = 2_500;
  private static final String[] LIMITED = {"prlimit", "--nofile=1024:1024"};
  private static final int TRIES = 20;
  private static final double CALL_GOAL = 1_000;

  /** Messages of this many parts, each as large as a whole message may be. */
  private static final int PARTS = 5;

  private static final int PART_BYTES = 1024 * 1024;
  private static final int MESSAGES = 4;
  private static final long SETTLED_NANOS = 3_000_000_000L;
  private static final double MEMORY_GOAL = 4;

  @Override
  public String name() {
    return "strangers";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Row> rows = new ArrayList<>(crowd(lab));
    rows.add(hostileMessages(lab));
    return rows;
  }

  private static List<Row> crowd(Lab lab) throws IOException {
    List<Double> lists = new ArrayList<>();
    List<Double> deletes = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      List<Socket> silent = new ArrayList<>();
      try (HubProcess hub =
          HubProcess.start(lab, HubProcess.Surroundings.in(lab).withLauncher(LIMITED))) {
        String terminal = hub.open("sleep", "600");
        for (int i = 0; i < SILENT; i++) {
          silent.add(new Socket(InetAddress.getLoopbackAddress(), hub.port()));
        }
        lists.add(millis(() -> hub.read("/api/terminals")));
        deletes.add(millis(() -> hub.deleteAnew(terminal)));
      } finally {
        for (Socket socket : silent) {
          socket.close();
        }
      }
    }
    return List.of(
        row(SILENT + " silent connections at `ulimit -n 1024`: list of terminals, ms", lists),
        row("– DELETE of a terminal, ms", deletes));
  }

  private static Row row(String what, List<Double> millis) {
    return Row.alone(
        what,
        Figures.number(0, CALL_GOAL),
        Figures.spread(0, millis),
        Row.atMost(Figures.median(millis), CALL_GOAL));
  }

  /** A call of the owner's over a connection of its own. */
  private interface Call {
    void run() throws IOException;
  }

  /** Until it is answered: whoever is sent away before that tries again, as clients do. */
  private static double millis(Call call) throws IOException {
    long begun = System.nanoTime();
    for (int tries = 1; ; tries++) {
      try {
        call.run();
        return (System.nanoTime() - begun) / 1e6;
      } catch (IOException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static Row hostileMessages(Lab lab) throws IOException {
    List<Double> megabytes = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      try (HubProcess hub = HubProcess.start(lab)) {
        String terminal = hub.open("sleep", "600");
        hub.socket(terminal, "skip").close();
        LockSupport.parkNanos(SETTLED_NANOS);
        long before = hub.facts().rssKilobytes();
        long most = before;
        for (int i = 0; i < MESSAGES; i++) {
          try (WebSocket socket = hub.socket(terminal, "skip")) {
            for (int part = 0; part < PARTS; part++) {
              socket.sendPart(part == 0, new byte[PART_BYTES]);
              most = Math.max(most, hub.facts().rssKilobytes());
            }
          } catch (IOException e) {
            // The hub ends the connection before all of it is sent.
          }
          most = Math.max(most, hub.facts().rssKilobytes());
        }
        megabytes.add((most - before) / 1024.0);
      }
    }
    return Row.alone(
        "memory taken by one viewer's " + MESSAGES + " messages of " + PARTS + " MiB in parts, MB",
        Figures.number(0, MEMORY_GOAL),
        Figures.spread(1, megabytes),
        Row.atMost(Figures.median(megabytes), MEMORY_GOAL));
  }
}
