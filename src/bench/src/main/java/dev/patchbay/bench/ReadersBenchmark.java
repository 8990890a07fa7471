package dev.patchbay.bench;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ways to read many pseudo-terminals beside each other, without the hub around them: one
 * poller, a thread for each that waits in read(2), and pty4j's streams on a thread for each.
 */
final class ReadersBenchmark implements Benchmark {
  private static final long BYTES = 64_000_000;

  /** Starting a thousand programs, and ending them, takes a minute a way. */
  private static final int MOST_RUNS = 3;

  @Override
  public String name() {
    return "readers";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Text text = Text.write(lab.scratch().resolve("text"), BYTES);
    Optional<Path> printer = lab.helper("printer");
    Map<ReadersChild.Kind, List<JsonObject>> alone = new LinkedHashMap<>();
    Map<ReadersChild.Kind, List<JsonObject>> crowd = new LinkedHashMap<>();
    for (int run = 0; run < Math.min(lab.runs(), MOST_RUNS); run++) {
      for (ReadersChild.Kind kind : ReadersChild.Kind.values()) {
        add(alone, kind, child(kind, text.file()));
        if (printer.isPresent()) {
          add(crowd, kind, child(kind, printer.get()));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    alone.forEach((kind, results) ->
        rows.add(
            Row.remark(
                "reading alone, one terminal, " + kind.title() + ", MB/s",
                each(1, results, "rate"))));
    if (printer.isEmpty()) {
      rows.add(Row.remark("reading 1,000 terminals that print a little", Row.NOT_FOUND));
    }
    crowd.forEach((kind, results) ->
        rows.add(
            Row.remark(
                "1,000 terminals that each print a line every 100 ms, "
                    + kind.title()
                    + ": processor, % of one core; lines a second; ms from print to read, p50, p99;"
                    + " threads; RSS, MB",
                String.join(
                    "; ",
                    each(0, results, "cpu"),
                    each(0, results, "lines"),
                    each(2, results, "p50") + ", " + each(1, results, "p99"),
                    each(0, results, "threads"),
                    each(0, results, "rss")))));
    return rows;
  }

  private static String each(int digits, List<JsonObject> results, String field) {
    return Figures.number(
        digits, Figures.median(results.stream().map(each -> each.getDouble(field)).toList()));
  }

  private static void add(
      Map<ReadersChild.Kind, List<JsonObject>> results, ReadersChild.Kind kind, JsonObject result) {
    results.computeIfAbsent(kind, _ -> new ArrayList<>()).add(result);
  }

  /** In a process of its own, so that one way's threads and memory are not another's. */
  private static JsonObject child(ReadersChild.Kind kind, Path subject)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(File.pathSeparator, List.of(System.getProperty("java.class.path"))),
                Main.class.getName(),
                ReadersChild.NAME,
                kind.name(),
                subject.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String result = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("reading by " + kind + " failed");
    }
    return new JsonObject(result);
  }
}
