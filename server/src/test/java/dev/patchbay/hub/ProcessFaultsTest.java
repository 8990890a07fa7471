package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.os.Signals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with a process: each fault is told as what it is, and costs nobody else. */
class ProcessFaultsTest {
  private static final ProcessHub HUB = ProcessHub.start("processes: {max: 200}\n");

  @TempDir private Path folder;

  @AfterAll
  static void stopTheHub() {
    HUB.close();
  }

  private static JsonObject no(String name, String script) {
    return ProcessHub.script(name, script).put("restart", new JsonObject().put("policy", "no"));
  }

  /** All that end a process by default, which is every one but those that stop or are ignored. */
  @Test
  void namesEverySignalThatEndsAProcess() {
    Map<Integer, String> signals =
        new HashMap<>(Map.of(34, "RTMIN", 35, "RTMIN+1", 64, "RTMIN+30"));
    for (String name :
        ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT XCPU XFSZ"
                + " VTALRM PROF IO PWR SYS")
            .split(" ", -1)) {
      signals.put(Signals.number(name).orElseThrow(), name);
    }
    signals
        .keySet()
        .forEach(
            number -> HUB.create(no("signal-" + number, "ulimit -c 0; kill -" + number + " $$")));

    signals.forEach((number, name) ->
        // Where core files go to a program, the limit is not heeded.
        assertThat(HUB.awaitState("signal-" + number, "failed").getString("status"))
            .matches("Failed \\(Killed by signal: \\Q" + name + "\\E(, core dumped)?\\)"));
  }

  @Test
  void saysThatACoreWasDumpedAndWhere() throws Exception {
    String script = "ulimit -c unlimited; kill -SEGV $$";
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Process shell =
        new ProcessBuilder("sh", "-c", "sh -c '" + script + "'; true")
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .start();
    boolean dumps = new String(shell.getInputStream().readAllBytes(), UTF_8).contains("dumped");

    HUB.create(no("dumps", script).put("cwd", folder.toString()));

    assertThat(HUB.awaitState("dumps", "failed").getString("status"))
        .isEqualTo("Failed (Killed by signal: SEGV" + (dumps ? ", core dumped)" : ")"));
    JsonObject crash =
        Awaitility.await().until(() -> HUB.crashes("dumps"), all -> !all.isEmpty()).getFirst();
    assertThat(crash.getString("core", "")).isEqualTo(core().map(Path::toString).orElse(""));
  }

  /** Where plain patterns write it; other machines have a program take it. */
  private java.util.Optional<Path> core() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toFile().getName().startsWith("core")).findFirst();
    }
  }

  @Test
  void endsAForkBombThatItsLimitHolds() {
    String mark = "bomb-" + System.nanoTime();
    JsonObject limits = new JsonObject().put("processes", 30);
    HUB.create(no("probe-limit", "sleep 600").put("limits", limits));
    boolean enforced =
        HUB.get("probe-limit")
            .getJsonObject("limits")
            .getJsonObject("processes")
            .getString("hold")
            .equals("enforced");
    // What is merely watched has a second to grow in, and must not take the machine along.
    String bomb =
        """
        exec perl -e '$SIG{TERM} = "IGNORE"; for ($i = 0; %s; $i++) {
          fork; select(undef, undef, undef, 0.002)
        } sleep 600' %s
        """
            .formatted(enforced ? "1" : "$i < 7", mark);

    HUB.create(
        no("bomb", bomb)
            .put("limits", limits)
            .put("stop", new JsonObject().put("timeout", "100ms")));
    if (enforced) {
      Awaitility.await().until(() -> count(mark) >= 30);
      HUB.wish("bomb", "stop");
      HUB.awaitState("bomb", "stopped");
    } else {
      assertThat(HUB.awaitState("bomb", "failed").getString("status"))
          .isEqualTo("Failed (Resource limit exceeded: processes 30)");
    }
    Awaitility.await().until(() -> count(mark) == 0);
    assertThat(HUB.get("probe-limit").getString("state")).isEqualTo("running");
  }

  @Test
  void findsInItsControlGroupWhatShedsEverythingElse() {
    // It leaves session, environment and parent; only a group holds it still.
    String stray = "sleep 6" + System.nanoTime();
    HUB.create(
        no("sheds", "(setsid env -i " + stray + " >/dev/null 2>&1 </dev/null &); sleep 600")
            .put("limits", new JsonObject().put("processes", 30)));
    Awaitility.await().until(() -> count(stray) == 1);
    boolean enforced =
        HUB.get("sheds")
            .getJsonObject("limits")
            .getJsonObject("processes")
            .getString("hold")
            .equals("enforced");

    HUB.wish("sheds", "stop");
    HUB.awaitState("sheds", "stopped");

    // Without a group nobody can tell whose it is.
    assertThat(count(stray)).isEqualTo(enforced ? 0 : 1);
    strays(stray).forEach(ProcessHandle::destroyForcibly);
  }

  private static long count(String mark) {
    return strays(mark).count();
  }

  private static Stream<ProcessHandle> strays(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().filter(l -> l.endsWith(mark)).isPresent());
  }

  @Test
  void tellsWhatDiesBeforeItIsReadyFromWhatIsNeverReady() {
    JsonObject never = new JsonObject().put("output", "this is never printed");
    JsonObject twice =
        new JsonObject().put("delay", "1ms").put("maxDelay", "2ms").put("maxRestarts", 2);
    HUB.create(ProcessHub.script("dies", "exit 3").put("readiness", never).put("restart", twice));
    HUB.create(ProcessHub.script("never", "sleep 600").put("readiness", never));

    HUB.awaitStatus("dies", "Failed (Exit code: 3) [restarts: 2]");
    JsonObject waits = HUB.get("never");
    assertThat(waits.getString("status")).isEqualTo("Starting");
    assertThat(waits.getInteger("generation")).isEqualTo(1);
    HUB.wish("never", "stop");
    HUB.awaitStatus("never", "Stopped");
  }

  @Test
  void isNotHeldUpByHealthUrlsThatAnswerAsNoneShould() throws Exception {
    try (Unhelpful server = Unhelpful.start()) {
      Map<String, String> reasons =
          Map.of(
              "/hangs", "no answer within 200 ms",
              "/drips", "no answer within 200 ms",
              "/headers-without-end", "",
              "/endless", "answered without \"fine\"",
              "/garbage", "",
              "/closes", "");
      reasons.keySet().forEach(path -> HUB.create(watched(path, server, "fine")));
      HUB.create(watched("/redirects", server, ""));
      HUB.create(watched("/hangs-later", server, ""));

      reasons.forEach((path, reason) ->
          assertThat(HUB.awaitState(name(path), "failed").getString("status"))
              .startsWith("Failed (Unhealthy: ")
              .contains(reason)
              .doesNotContain("Interrupted"));
      for (String path : List.of("/redirects", "/hangs-later")) {
        HUB.awaitThat(
            name(path), it -> it.getJsonObject("health").getString("state").equals("good"));
      }
      assertThat(server.asked()).doesNotContain("/elsewhere");
      server.hang();
      assertThat(HUB.awaitState("hangs-later", "failed").getString("status"))
          .isEqualTo("Failed (Unhealthy: no answer within 200 ms)");
    }
  }

  private static String name(String path) {
    return path.substring(1);
  }

  private static JsonObject watched(String path, Unhelpful server, String match) {
    JsonObject health =
        new JsonObject()
            .put("url", server.url(path))
            .put("interval", "50ms")
            .put("timeout", path.equals("/endless") ? "10s" : "200ms")
            .put("failures", 2);
    if (!match.isEmpty()) {
      health.put("match", match);
    }
    return no(name(path), "sleep 600").put("health", health);
  }

  @Test
  void doesNotTryAgainWhenItsFolderOrItsProgramHasGone() throws Exception {
    Path cwd = Files.createDirectory(folder.resolve("cwd"));
    Path program = folder.resolve("program");
    Files.writeString(program, "#!/bin/sh\nexec sleep 600\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    HUB.create(ProcessHub.script("homeless", "sleep 600").put("cwd", cwd.toString()));
    HUB.create(
        ProcessHub.script("uninstalled", "")
            .put("command", new JsonArray(List.of(program.toString()))));
    Files.delete(cwd);
    Files.delete(program);

    HUB.signal("homeless", "kill");
    HUB.signal("uninstalled", "kill");

    assertThat(HUB.awaitState("homeless", "failed").getString("status"))
        .contains("Could not start: There is no folder");
    assertThat(HUB.awaitState("uninstalled", "failed").getString("status"))
        .contains("Could not start: There is no file");
  }

  @Test
  void takesMuchOutputWithoutAnyLine() throws Exception {
    // In blocks of a megabyte: as much as the program can write while it is read.
    HUB.create(no("endless-line", "head -c 1000000000 /dev/zero; echo; echo end >&2"));

    HUB.awaitStatus("endless-line", "Completed");

    HUB.awaitOutput("endless-line", lines -> lines.contains("end"));
  }
}
