package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How fast and how smooth the page is in a real browser, which {@code web/bench} drives. */
final class PageBenchmark implements Benchmark {
  private static final double FIRST_PAINT_GOAL_MS = 1_000;

  /** What a browser calls a long task, and a person notices. */
  private static final double LONGEST_TASK_GOAL_MS = 50;

  @Override
  public String name() {
    return "page";
  }

  @Override
  public List<Row> run(Lab lab) throws IOException, InterruptedException {
    Path figures = lab.newFolder("page");
    measure(lab, figures);
    return List.of(
        row(
            "reload of the page with thirty terminals → first paint, ms",
            FIRST_PAINT_GOAL_MS,
            read(figures.resolve("first-paint.json"))),
        row(
            "longest task of the page in a second, thirty tabs, four shown, one flooding, ms of"
                + " processor time",
            LONGEST_TASK_GOAL_MS,
            read(figures.resolve("longest-task.json"))));
  }

  /** Leaves no figures where npm or a Chromium is missing. */
  private static void measure(Lab lab, Path figures) throws IOException, InterruptedException {
    if (!Lab.has("npm")) {
      return;
    }
    ProcessBuilder builder =
        new ProcessBuilder("npm", "run", "--silent", "bench")
            .directory(lab.web().toFile())
            .redirectOutput(figures.resolve("log").toFile())
            .redirectErrorStream(true);
    builder.environment().put("PATCHBAY_CMD", lab.starter().toString());
    builder.environment().put("PATCHBAY_BENCH_RUNS", Integer.toString(lab.runs()));
    builder.environment().put("PATCHBAY_FIGURES", figures.toString());
    if (builder.start().waitFor() != 0) {
      System.err.println(Files.readString(figures.resolve("log")));
    }
  }

  private static List<Double> read(Path figures) throws IOException {
    if (!Files.exists(figures)) {
      return List.of();
    }
    return new JsonArray(Files.readString(figures))
        .stream().map(figure -> ((Number) figure).doubleValue()).toList();
  }

  private static Row row(String what, double goal, List<Double> figures) {
    String verdict = figures.isEmpty() ? "" : Row.atMost(Figures.median(figures), goal);
    return Row.alone(what, Figures.number(0, goal), Figures.spread(0, figures), verdict);
  }
}
