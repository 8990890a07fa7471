package dev.patchbay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs the benchmarks that are named, or all, and prints one table. */
public final class Main {
  private static final int DEFAULT_RUNS = 5;

  private static final List<Benchmark> BENCHMARKS =
      List.of(
          new OutputBenchmark(),
          new SlowViewerBenchmark(),
          new EchoBenchmark(),
          new FirstOutputBenchmark(),
          new StartBenchmark(),
          new MemoryBenchmark(),
          new EndedTerminalsBenchmark(),
          new StuckViewerBenchmark(),
          new ReadersBenchmark(),
          new ToolsBenchmark(),
          new ProcessesBenchmark(),
          new PageBenchmark(),
          new ShutdownBenchmark(),
          new CeilingBenchmark(),
          new StrangersBenchmark(),
          new DeadMountBenchmark(),
          new SoakBenchmark(),
          new ShortLivesBenchmark(),
          new KillsBenchmark());

  private Main() {}

  public static void main(String[] args) throws Exception {
    List<String> names = new ArrayList<>(List.of(args));
    if (names.size() == 3 && names.getFirst().equals("readers-child")) {
      ReadersChild.run(names.get(1), names.get(2));
      return;
    }
    int runs = runs(names);
    List<Benchmark> chosen =
        BENCHMARKS.stream()
            .filter(each -> names.isEmpty() ? !each.onlyByName() : names.contains(each.name()))
            .toList();
    if (chosen.isEmpty()) {
      System.err.println(
          "usage: run [--runs N] ["
              + String.join("|", BENCHMARKS.stream().map(Benchmark::name).toList())
              + "] ...");
      System.exit(2);
    }
    measure(chosen, runs);
  }

  private static int runs(List<String> arguments) {
    int at = arguments.indexOf("--runs");
    if (at < 0 || at + 1 == arguments.size()) {
      return DEFAULT_RUNS;
    }
    int runs = Integer.parseInt(arguments.get(at + 1));
    arguments.subList(at, at + 2).clear();
    return runs;
  }

  private static void measure(List<Benchmark> benchmarks, int runs) throws Exception {
    Path scratch = Files.createTempDirectory("patchbay-bench");
    try {
      Lab lab = new Lab(Path.of(System.getProperty("patchbay.root", ".")), scratch, runs);
      System.out.println(surroundings(lab) + "\n");
      System.out.println(Row.heading());
      for (Benchmark benchmark : benchmarks) {
        System.err.println(benchmark.name() + " ...");
        benchmark.run(lab).forEach(row -> System.out.println(row.markdown()));
      }
    } finally {
      delete(scratch);
    }
  }

  private static String surroundings(Lab lab) throws IOException {
    return String.join(
        ", ",
        Runtime.getRuntime().availableProcessors() + " cores",
        "Linux " + System.getProperty("os.version"),
        "Java " + Runtime.version(),
        "load before the start " + Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0],
        "runs " + lab.runs());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.delete(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
