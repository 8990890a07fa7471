package dev.patchbay.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What a viewer that never reads costs those who watch the same terminal. */
final class StuckViewerBenchmark implements Benchmark {
  private static final int OTHERS = 19;
  private static final long WARM_UP_MILLIS = 1_000;
  private static final long MEASURED_MILLIS = 4_000;
  private static final double GOAL = 0.9;

  @Override
  public String name() {
    return "stuck-viewer";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Text text = Text.write(lab.scratch().resolve("flood"), 4_000_000);
    List<Double> free = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (HubProcess hub = HubProcess.start(lab)) {
      rate(hub, text, false);
      for (int run = 0; run < lab.runs(); run++) {
        double without = rate(hub, text, false);
        double with = rate(hub, text, true);
        free.add(without);
        beside.add(with);
        ratios.add(with / without);
      }
    }
    return List.of(
        Row.alone(
            "20 viewers on one flooding terminal, one of them stuck: what the others get, × without"
                + " the stuck one",
            "0.9",
            Figures.spread(2, ratios),
            Row.atLeast(Figures.median(ratios), GOAL)),
        Row.remark("– all 19 together beside the stuck one, MB/s", Figures.spread(0, beside)),
        Row.remark("– all 19 together where it reads too, MB/s", Figures.spread(0, free)));
  }

  /** Of the others together, in MB/s. */
  private static double rate(HubProcess hub, Text text, boolean stuck)
      throws IOException, InterruptedException {
    String flood = "while :; do cat '" + text.file() + "'; done";
    String id = hub.open("/bin/sh", "-c", flood);
    LongAdder received = new LongAdder();
    List<HubClient> clients = new ArrayList<>();
    WebSocket last = hub.socket(id, "skip");
    try {
      for (int i = 0; i < OTHERS; i++) {
        HubClient client = hub.watch(id, "skip");
        clients.add(client);
        readAll(client, received);
      }
      if (!stuck) {
        readAll(new HubClient(last, true), new LongAdder());
      }
      Thread.sleep(WARM_UP_MILLIS);
      long before = received.sum();
      long start = System.nanoTime();
      Thread.sleep(MEASURED_MILLIS);
      return (received.sum() - before) / 1e6 / ((System.nanoTime() - start) / 1e9);
    } finally {
      last.close();
      for (HubClient client : clients) {
        client.close();
      }
      hub.delete(id);
    }
  }

  private static void readAll(HubClient client, LongAdder received) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              received.add(client.output().remaining());
            }
          } catch (IOException e) {
            // The measurement is over.
          }
        });
  }
}
