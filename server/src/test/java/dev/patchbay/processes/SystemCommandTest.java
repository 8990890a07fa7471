package dev.patchbay.processes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.config.BaseFolders;
import dev.patchbay.config.DataDir;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.security.AuditLog;
import dev.patchbay.security.ExecPolicy;
import dev.patchbay.security.ExecRules;
import dev.patchbay.security.RefusedStart;
import dev.patchbay.security.Roots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real commands that the hub runs for itself. */
class SystemCommandTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir private Path folder;

  private final List<RefusedStart> refused = new CopyOnWriteArrayList<>();
  private @Nullable Processes opened;

  private Processes open(List<String> allow, List<Path> closed) {
    Map<String, String> environment =
        Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin", "A_TOKEN", "secret");
    Loops loops = new Loops((_, _) -> {});
    DataDir dataDir = DataDir.open(folder.resolve("data"));
    opened =
        new Processes(
            new BlockingPool(),
            loops,
            dataDir,
            ProcessSettings.defaults(),
            environment,
            () -> environment,
            new ExecPolicy(
                ExecRules.of(allow, closed, BaseFolders.ofRequests(environment), environment),
                new Roots(List.of(real(folder))),
                refused::add),
            new AuditLog(folder.resolve("data/audit.log"), dataDir.storage(), loops),
            List::of,
            _ -> {},
            _ -> {});
    return opened;
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Processes processes() {
    return opened == null ? open(List.of(), List.of()) : opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private SystemResult run(Duration timeout, String... argv) {
    return processes().run(new SystemCommand(List.of(argv), "", Map.of(), timeout), "test");
  }

  private SystemResult sh(String script) {
    return run(LONG, "sh", "-c", script);
  }

  /** All that still runs of what was marked by this data dir's hub. */
  private List<Long> left() throws IOException {
    String mark = "PATCHBAY_PROCESS=" + Files.readString(folder.resolve("data/hub.id")).strip();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.map(ProcessHandle::pid).filter(pid -> environment(pid).contains(mark)).toList();
    }
  }

  private static String environment(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/environ"), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void givesBothStreamsOfWhatEndsByItself() {
    SystemResult result = sh("echo out; echo err >&2; pwd; exec env");

    assertThat(result.ending()).isEqualTo(new Ending.Code(0));
    assertThat(result.output())
        .contains("out\n", "err\n", real(folder) + "\n", "PATCHBAY_PROCESS=");
    assertThat(result.output()).doesNotContain("secret");
    assertThat(result.isCut()).isFalse();
  }

  @Test
  void addsWhatTheEnvironmentIsToHaveAndRunsInTheFolder() throws IOException {
    Files.createDirectory(folder.resolve("there"));
    SystemCommand command =
        new SystemCommand(
            List.of("sh", "-c", "echo $WORD; pwd"), "there", Map.of("WORD", "x y"), LONG);

    assertThat(processes().run(command, "test").output())
        .isEqualTo("x y\n" + real(folder).resolve("there") + "\n");
  }

  @Test
  void tellsAnExitFromASignal() {
    assertThat(sh("exit 137").ending()).isEqualTo(new Ending.Code(137));
    assertThat(sh("kill -KILL $$").ending()).isEqualTo(new Ending.Signal("KILL", false));
    assertThat(sh("kill -TERM $$").ending()).isEqualTo(new Ending.Signal("TERM", false));
  }

  @Test
  void endsAllOfItWhenItsTimeIsUp() throws IOException {
    Duration timeout = Duration.ofMillis(1_500);
    String script = "trap '' TERM HUP; setsid sh -c 'sleep 600 & wait' & echo begun; sleep 600";
    long begun = System.nanoTime();

    SystemResult result = run(timeout, "sh", "-c", script);

    assertThat(result.ending()).isEqualTo(new Ending.TimedOut(timeout));
    assertThat(result.output()).startsWith("begun\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMinutes(5));
    assertThat(left()).isEmpty();
  }

  @Test
  void leavesNothingOfWhatLeftItsSessionAndHoldsItsOutput() throws IOException {
    SystemResult result = sh("setsid sleep 600 & exit 3");

    assertThat(result.ending()).isEqualTo(new Ending.Code(3));
    assertThat(left()).isEmpty();
  }

  @Test
  void saysWhyItDidNotStart() throws IOException {
    Path script = Files.writeString(folder.resolve("script"), "#!/no/such/interpreter\n");

    assertThat(code(run(LONG, "no-such-command"))).isEqualTo("command-not-found");
    assertThat(code(run(LONG, script.toString()))).isEqualTo("command-not-executable");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    assertThat(code(run(LONG, script.toString()))).isEqualTo("interpreter-not-found");
    assertThat(code(run(LONG, folder.toString()))).isEqualTo("command-is-directory");
    assertThat(
            code(
                processes().run(new SystemCommand(List.of("ls"), "/proc", Map.of(), LONG), "test")))
        .isEqualTo("folder-outside-roots");
  }

  private static String code(SystemResult result) {
    return ((Ending.NotStarted) result.ending()).code();
  }

  @Test
  void holdsItToTheListsAndWritesDownWhoAsked() throws IOException {
    open(List.of("sh", "true"), List.of(folder));
    Path copy = folder.resolve("true");
    Files.copy(Path.of("/bin/true"), copy);

    assertThat(run(LONG, "true").ending()).isEqualTo(new Ending.Code(0));
    assertThat(code(run(LONG, "ls"))).isEqualTo("command-not-allowed");
    assertThat(code(run(LONG, copy.toString()))).isEqualTo("command-not-allowed");
    await()
        .untilAsserted(() ->
            assertThat(Files.readString(folder.resolve("data/audit.log")).lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("\"for\":\"test\"") && line.contains("[\"true\"]"))
                .anyMatch(
                    line -> line.contains("\"result\":\"failed\"") && line.contains("[\"ls\"]")));
    assertThat(refused).extracting(RefusedStart::name).containsExactly("ls", copy.toString());
  }

  @Test
  void keepsTheBeginningOfAFloodAndLetsItRun() {
    SystemResult result = sh("yes 0123456789 | head -c 50000000; exit 4");

    assertThat(result.ending()).isEqualTo(new Ending.Code(4));
    assertThat(result.output()).hasSize(Errand.MOST_OUTPUT_BYTES).startsWith("0123456789\n");
    assertThat(result.isCut()).isTrue();
  }

  @Test
  void endsItWhenTheHubStopsAndRunsNothingMore() throws Exception {
    Processes hub = processes();
    Path begun = folder.resolve("begun");
    CompletableFuture<SystemResult> result =
        CompletableFuture.supplyAsync(
            () -> sh("trap '' TERM; : > " + begun + "; while :; do sleep 600; done"));
    await().until(() -> Files.exists(begun));

    hub.close();

    assertThat(result.get().ending()).isEqualTo(new Ending.Signal("KILL", false));
    assertThat(left()).isEmpty();
    assertThat(code(run(LONG, "true"))).isEqualTo("stopping");
    opened = null;
  }
}
