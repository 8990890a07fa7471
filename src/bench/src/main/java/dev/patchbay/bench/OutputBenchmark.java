package dev.patchbay.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast a program's output gets to one viewer for whom the program waits. */
final class OutputBenchmark implements Benchmark {
  private static final long BYTES = 64_000_000;
  private static final double GOAL = 0.95;

  /** Until nothing more is compiled. */
  private static final int WARM_UPS = 3;

  @Override
  public String name() {
    return "output";
  }

  /** MB/s of each run, and seconds of the hub's processor time. */
  private record Results(
      List<Double> hub,
      List<Double> raw,
      List<Double> ttyd,
      List<Double> ratios,
      List<Double> cpu) {
    Results() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Text text = Text.write(lab.scratch().resolve("text"), BYTES);
    Results results = new Results();
    try (HubProcess hub = HubProcess.start(lab)) {
      double cold = through(hub, text);
      for (int i = 0; i < WARM_UPS; i++) {
        through(hub, text);
      }
      for (int run = 0; run < lab.runs(); run++) {
        measure(lab, hub, text, results);
      }
      return rows(results, cold);
    }
  }

  private static void measure(Lab lab, HubProcess hub, Text text, Results results)
      throws IOException, InterruptedException {
    double before = seconds(hub);
    double rate = through(hub, text);
    results.cpu().add(seconds(hub) - before);
    results.hub().add(rate);
    Optional<Path> raw = lab.helper("raw");
    if (raw.isPresent()) {
      double ceiling = raw(raw.get(), text);
      results.raw().add(ceiling);
      results.ratios().add(rate / ceiling);
    }
    Optional<Path> ttyd = lab.ttyd();
    if (ttyd.isPresent()) {
      results.ttyd().add(ttyd(ttyd.get(), text));
    }
  }

  private static List<Row> rows(Results results, double cold) {
    boolean compared = !results.ratios().isEmpty();
    return List.of(
        new Row(
            "output, 64 MB of text with colours to one viewer with `flow=hold`, MB/s",
            "0.95 × raw",
            Figures.spread(1, results.hub()),
            Figures.spread(1, results.raw()),
            Figures.spread(1, results.ttyd()),
            compared ? Row.atLeast(Figures.median(results.ratios()), GOAL) : ""),
        Row.remark(
            "– beside the raw reader of the same run, ×", Figures.spread(2, results.ratios())),
        Row.remark("– the first 64 MB after the start, MB/s", Figures.number(1, cold)),
        Row.remark("– the hub's processor time for 64 MB, s", Figures.spread(2, results.cpu())));
  }

  private static double seconds(HubProcess hub) throws IOException {
    return hub.facts().cpu().toNanos() / 1e9;
  }

  private static double through(HubProcess hub, Text text) throws IOException {
    String id = hub.open(text.program());
    try (HubClient client = hub.watch(id, "hold")) {
      return time(client, text);
    } finally {
      hub.delete(id);
    }
  }

  private static double ttyd(Path program, Text text) throws IOException, InterruptedException {
    try (Ttyd ttyd = Ttyd.start(program, text.program());
        Client client = ttyd.connect()) {
      return time(client, text);
    }
  }

  private static double time(Client client, Text text) throws IOException {
    client.awaitReady();
    long start = System.nanoTime();
    client.type(new byte[] {'\n'});
    client.skip(text.bytesAfterNewline());
    return text.megabytes() / ((System.nanoTime() - start) / 1e9);
  }

  private static double raw(Path program, Text text) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.add(Long.toString(text.bytesAfterNewline()));
    command.addAll(List.of(text.program()));
    Process process = new ProcessBuilder(command).start();
    String nanos = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    if (process.waitFor() != 0) {
      throw new IOException("the raw reader failed");
    }
    return text.megabytes() / (Long.parseLong(nanos.strip()) / 1e9);
  }
}
