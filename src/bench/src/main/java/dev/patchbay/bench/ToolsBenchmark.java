package dev.patchbay.bench;

import dev.patchbay.detectors.DetectorSettings;
import dev.patchbay.detectors.Detectors;
import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.probe.JdkProbeRunner;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** How long it takes to know the machine's tools, and to launch one. */
final class ToolsBenchmark implements Benchmark {
  private static final int WARM_LOOKS = 100;
  private static final int REQUESTS = 2_000;
  private static final int LAUNCHES = 40;
  private static final String GREETING = "printf ready; exec sleep 600";

  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final double PRESENCE_GOAL = 30;
  private static final double WARM_GOAL = 10;
  private static final double LIST_GOAL = 5;
  private static final double LAUNCH_GOAL = 15;

  @Override
  public String name() {
    return "tools";
  }

  /** What one hub was asked, in seconds and milliseconds. */
  private record Cold(double presence, double shell, double whole, double asked, double read) {}

  @Override
  public List<Row> run(Lab lab) throws Exception {
    List<Cold> cold = new ArrayList<>();
    List<Double> envinfo = new ArrayList<>();
    for (int run = 0; run < lab.runs(); run++) {
      cold.add(look(lab));
      Optional<Path> peer = lab.envinfo();
      if (peer.isPresent()) {
        envinfo.add(runToItsEnd(peer.get()));
      }
    }
    List<Double> presence = cold.stream().map(Cold::presence).toList();
    List<Double> whole = cold.stream().map(Cold::whole).toList();
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.alone(
            "presence of all tools, first look of a hub, login shell not counted, ms",
            "30",
            Figures.spread(0, presence),
            Row.atMost(Figures.median(presence), PRESENCE_GOAL)));
    rows.add(
        Row.remark(
            "– the login shell's own time before it, ms",
            Figures.spread(0, cold.stream().map(Cold::shell).toList())));
    rows.add(
        Row.alone(
            "first look of a hub at the whole catalogue with versions, nothing known, s",
            envinfo.isEmpty() ? "envinfo’s time" : Figures.number(2, Figures.median(envinfo)),
            Figures.spread(2, whole),
            envinfo.isEmpty() ? "" : Row.atMost(Figures.median(whole), Figures.median(envinfo))));
    rows.add(
        Row.remark(
            "– programs that were asked; whose version was read",
            Figures.spread(0, cold.stream().map(Cold::asked).toList())
                + "; "
                + Figures.spread(0, cold.stream().map(Cold::read).toList())));
    rows.add(Row.remark("– `envinfo --all` on the same machine, s", Figures.spread(2, envinfo)));
    rows.addAll(warm(lab));
    return rows;
  }

  private static Cold look(Lab lab) throws IOException {
    try (HubProcess hub = HubProcess.start(lab)) {
      JsonObject present = hub.tools("").getJsonObject("scan");
      JsonObject all = hub.tools("");
      while (!all.getJsonObject("scan").getBoolean("complete")) {
        // Asking all the time would take from the processors that the look needs.
        LockSupport.parkNanos(PAUSE.toNanos());
        all = hub.tools("");
      }
      double shell = present.getJsonObject("shell").getDouble("tookMs", 0.0);
      List<JsonObject> copies =
          all.getJsonArray("tools").stream()
              .flatMap(tool -> ((JsonObject) tool).getJsonArray("copies").stream())
              .map(JsonObject.class::cast)
              .filter(copy -> !"not-asked".equals(copy.getString("versionState")))
              .toList();
      long read = copies.stream().filter(copy -> copy.getString("versionFrom") != null).count();
      return new Cold(
          present.getDouble("durationMs") - shell,
          shell,
          all.getJsonObject("scan").getDouble("durationMs") / 1e3,
          copies.size() - read,
          read);
    }
  }

  private static List<Row> warm(Lab lab) throws Exception {
    List<Double> looks = warmLooks(lab);
    double[] lists = new double[REQUESTS];
    double[] launches = new double[LAUNCHES];
    double[] alone = new double[LAUNCHES];
    try (HubProcess hub = HubProcess.start(lab)) {
      hub.tools("?refresh=true");
      for (int i = 0; i < REQUESTS; i++) {
        long start = System.nanoTime();
        hub.tools("");
        lists[i] = (System.nanoTime() - start) / 1e6;
      }
      for (int i = 0; i < LAUNCHES; i++) {
        launches[i] = launch(hub);
        alone[i] = startAlone();
      }
    }
    double list = Figures.percentile(lists, 99);
    double launch = Figures.percentile(launches, 50) - Figures.percentile(alone, 50);
    return List.of(
        Row.alone(
            "warm look, nothing changed (the detectors alone), ms",
            "10",
            Figures.spread(1, looks),
            Row.atMost(Figures.median(looks), WARM_GOAL)),
        Row.alone(
            "`GET /api/tools` from what is known, p99, ms",
            "5",
            Figures.number(1, list),
            Row.atMost(list, LIST_GOAL)),
        Row.remark("– p50, ms", Figures.number(1, Figures.percentile(lists, 50))),
        Row.alone(
            "launch → first output at the viewer, beyond the program's own start, p50, ms",
            "15",
            Figures.number(1, launch),
            Row.atMost(launch, LAUNCH_GOAL)));
  }

  private static List<Double> warmLooks(Lab lab) throws IOException {
    Path home = Path.of(System.getProperty("user.home"));
    Path cache = lab.newFolder("detectors").resolve("tools.json");
    DetectorSettings settings =
        DetectorSettings.of(home, System.getenv(), home.resolve("no-such-folder"), cache);
    List<Double> looks = new ArrayList<>();
    try (Detectors detectors =
        new Detectors(settings, new JdkProbeRunner(), FileAccess.unbounded(), _ -> {})) {
      for (int i = 0; i <= 2 * WARM_LOOKS; i++) {
        long start = System.nanoTime();
        Snapshot snapshot = detectors.look(false).join();
        if (i > WARM_LOOKS && snapshot.complete()) {
          looks.add((System.nanoTime() - start) / 1e6);
        }
      }
    }
    return looks;
  }

  private static double launch(HubProcess hub) throws IOException {
    long start = System.nanoTime();
    String id = hub.launch("bash", "-c", GREETING);
    try (HubClient client = hub.watch(id, "skip")) {
      client.awaitReady();
      return (System.nanoTime() - start) / 1e6;
    } finally {
      hub.delete(id);
    }
  }

  private static double startAlone() throws IOException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder("bash", "-c", GREETING).start();
    try (InputStream out = process.getInputStream()) {
      if (out.read() < 0) {
        throw new IOException("bash said nothing");
      }
      return (System.nanoTime() - start) / 1e6;
    } finally {
      process.destroyForcibly();
    }
  }

  private static double runToItsEnd(Path program) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int status =
        new ProcessBuilder(program.toString(), "--all")
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("envinfo ended with code " + status);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
