package dev.patchbay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a viewer that draws slowly and may skip costs the program. */
final class SlowViewerBenchmark implements Benchmark {
  private static final long BYTES = 64_000_000;
  private static final double DRAWN_BYTES_PER_NANO = 10e6 / 1e9;
  private static final double GOAL = 1.1;

  /** What a viewer has received and not drawn yet. */
  private record Undrawn(int bytes, long end) {}

  @Override
  public String name() {
    return "slow-viewer";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Text text = Text.write(lab.scratch().resolve("text"), BYTES);
    List<Double> alone = new ArrayList<>();
    List<Double> watched = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    try (HubProcess hub = HubProcess.start(lab)) {
      time(lab, hub, text, true);
      for (int run = 0; run < lab.runs(); run++) {
        double without = time(lab, hub, text, false);
        double with = time(lab, hub, text, true);
        alone.add(without);
        watched.add(with);
        ratios.add(with / without);
      }
    }
    return List.of(
        Row.alone(
            "the same with `flow=skip` and a viewer that draws 10 MB/s: the program's own run time,"
                + " × with no viewer",
            "1.1",
            Figures.spread(2, ratios),
            Row.atMost(Figures.median(ratios), GOAL)),
        Row.remark("– with that viewer, s", Figures.spread(2, watched)),
        Row.remark("– with none, s", Figures.spread(2, alone)));
  }

  /** Seconds, by the program's own clock. */
  private static double time(Lab lab, HubProcess hub, Text text, boolean watched)
      throws IOException, InterruptedException {
    Path folder = lab.newFolder("program");
    Path go = folder.resolve("go");
    Path clock = folder.resolve("clock");
    String script =
        """
        mkfifo GO; printf ready; read line <GO
        date +%s%N >CLOCK.part; cat TEXT; date +%s%N >>CLOCK.part
        mv CLOCK.part CLOCK; sleep 60
        """
            .replace("GO", go.toString())
            .replace("CLOCK", clock.toString())
            .replace("TEXT", text.file().toString());
    String id = hub.open("/bin/sh", "-c", script);
    try {
      if (watched) {
        try (HubClient viewer = hub.watchSlowly(id)) {
          viewer.awaitReady();
          drawSlowly(viewer);
          letRun(go, clock);
        }
      } else {
        try (HubClient viewer = hub.watchSlowly(id)) {
          viewer.awaitReady();
        }
        letRun(go, clock);
      }
    } finally {
      hub.delete(id);
    }
    List<String> times = Files.readAllLines(clock);
    return (Long.parseLong(times.getLast()) - Long.parseLong(times.getFirst())) / 1e9;
  }

  private static void letRun(Path go, Path clock) throws IOException, InterruptedException {
    Files.writeString(go, "go\n");
    while (!Files.exists(clock)) {
      Thread.sleep(5);
    }
  }

  /** Reads whatever comes, as a page does, and acknowledges it once it would have been drawn. */
  private static void drawSlowly(HubClient viewer) {
    BlockingQueue<Undrawn> undrawn = new LinkedBlockingQueue<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            while (true) {
              int bytes = viewer.output().remaining();
              undrawn.add(new Undrawn(bytes, viewer.end()));
            }
          } catch (IOException e) {
            undrawn.add(new Undrawn(0, -1));
          }
        });
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            draw(viewer, undrawn);
          } catch (IOException e) {
            // The program has ended and the viewer has been closed.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void draw(HubClient viewer, BlockingQueue<Undrawn> undrawn)
      throws IOException, InterruptedException {
    for (Undrawn next = undrawn.take(); next.end() >= 0; next = undrawn.take()) {
      long nanos = (long) (next.bytes() / DRAWN_BYTES_PER_NANO);
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      viewer.acknowledge(next.end());
    }
  }
}
