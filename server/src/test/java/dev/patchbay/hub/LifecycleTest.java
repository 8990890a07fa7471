package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.bounded.BoundedFile;
import dev.patchbay.config.ConfigException;
import io.vertx.core.json.JsonObject;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starting and stopping the hub as a process of its own, and what may be wrong with both. */
class LifecycleTest {
  private static final int SIGTERM_STATUS = 143;
  private static final int USAGE = 2;

  @TempDir private Path folder;

  private HubProcess start(String... more) throws Exception {
    return startWith(Map.of(), more);
  }

  private HubProcess startWith(Map<String, String> environment, String... more) throws Exception {
    String[] arguments =
        Stream.concat(
                Stream.of("--port", "0", "--data-dir", dataDir() + "", "--config", config() + ""),
                Stream.of(more))
            .toArray(String[]::new);
    return HubProcess.start(environment, arguments);
  }

  private Path dataDir() {
    return folder.resolve("data");
  }

  private Path config() throws Exception {
    Path file = folder.resolve("patchbay.yaml");
    return Files.exists(file) ? file : Files.writeString(file, "{}");
  }

  @Test
  void printsOneLineOnceItAcceptsConnectionsAndRefusesASecondStart() throws Exception {
    try (HubProcess hub = start()) {
      assertThat(hub.ready())
          .matches("Patchbay is ready at http://127\\.0\\.0\\.1:\\d+/#token=[\\w-]{43}");
      assertThat(get(hub, "/api/health").statusCode()).isEqualTo(200);
      HubProcess second = start();
      assertThat(second.awaitExit()).isEqualTo(USAGE);
      assertThat(second.ready()).isEmpty();
      assertThat(second.errors()).contains("pid " + hub.pid(), hub.url());
      assertThat(get(hub, "/api/health").statusCode()).isEqualTo(200);
      assertThat(hub.errors()).doesNotContain(hub.token());
    }
  }

  @Test
  void itsCompilersGiveWayToWhatItIsAskedFor() throws Exception {
    try (HubProcess hub = startWith(Map.of("PATCHBAY_TOKEN", "sixteen-or-more!"))) {
      assertThat(hub.token()).isEqualTo("sixteen-or-more!");
      assertThat(dataDir().resolve("token")).doesNotExist();
      Path threads = Path.of("/proc/" + hub.pid() + "/task");
      // Whoever runs the tests may have made all of it nice.
      int own = niceness(Path.of("/proc/self/task")).getOrDefault("java", 0);
      await()
          .atMost(Duration.ofMinutes(1))
          // A thread may end between the look at the folder and the look at it.
          .ignoreExceptionsInstanceOf(java.io.IOException.class)
          .untilAsserted(() ->
              assertThat(niceness(threads))
                  .containsEntry("C1 CompilerThre", 10)
                  .containsEntry("java", own));
    }
  }

  /** By the threads' names, as of proc(5). */
  private static Map<String, Integer> niceness(Path threads) throws Exception {
    Map<String, Integer> niceness = new HashMap<>();
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        int end = stat.lastIndexOf(')');
        String[] fields = stat.substring(end + 2).split(" ", -1);
        niceness.put(stat.substring(stat.indexOf('(') + 1, end), Integer.valueOf(fields[16]));
      }
    }
    return niceness;
  }

  @Test
  void keepsItsTokenOverARestartAndOverBeingKilled() throws Exception {
    String token;
    try (HubProcess hub = start()) {
      token = hub.token();
      hub.kill();
      hub.awaitExit();
    }
    try (HubProcess hub = start()) {
      assertThat(get(hub, "/api/health").statusCode()).isEqualTo(200);
      assertThat(hub.token()).isEqualTo(token);
    }
  }

  @Test
  void refusesAShortTokenOfTheEnvironment() throws Exception {
    HubProcess refused = startWith(Map.of("PATCHBAY_TOKEN", "too-short"));
    assertThat(refused.awaitExit()).isEqualTo(USAGE);
    assertThat(refused.errors())
        .contains("PATCHBAY_TOKEN must have 16")
        .doesNotContain("too-short");
  }

  @Test
  void startsWithDamagedStateFiles() throws Exception {
    Files.createDirectory(
        dataDir(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String file : List.of("token", "sessions", "hub.address")) {
      Path damaged =
          Files.write(dataDir().resolve(file), new byte[] {0, (byte) 0xff, 'x', '\n', 7});
      Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
    }

    try (HubProcess hub = start()) {
      assertThat(get(hub, "/api/health").statusCode()).isEqualTo(200);
      assertThat(hub.token()).hasSize(43);
    }
  }

  @Test
  void saysWhatIsWrongWithADataDirThatCannotBeUsed() throws Exception {
    Files.writeString(dataDir(), "a file, not a folder");

    HubProcess hub = start();

    assertThat(hub.awaitExit()).isEqualTo(USAGE);
    assertThat(hub.errors()).contains("the data dir " + dataDir() + " is not a folder");
  }

  @Test
  void saysThatAPortIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      HubProcess hub = start("--port", other.getLocalPort() + "");
      assertThat(hub.awaitExit()).isEqualTo(USAGE);
      assertThat(hub.errors()).contains("cannot listen on 127.0.0.1:" + other.getLocalPort());
    }
  }

  @Test
  void listensElsewhereThanOnLoopbackOnlyWhereThatIsWanted() throws Exception {
    HubProcess refused = start("--host", "0.0.0.0");
    assertThat(refused.awaitExit()).isEqualTo(USAGE);
    assertThat(refused.errors()).contains("--insecure");
    try (HubProcess hub = start("--host", "0.0.0.0", "--insecure")) {
      assertThat(hub.ready()).contains("http://0.0.0.0:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonesuch: 1                    | patchbay.yaml:1:1: nonesuch: is not known here",
        "terminals: {max: many}         | patchbay.yaml:1:18: terminals.max: \"many\" is not a"
            + " whole number",
        "terminals: {replay: 1}         | patchbay.yaml:1:21: terminals.replay: \"1\" is not a"
            + " size",
        "terminals: {keep-exited: 1 mo} | patchbay.yaml:1:26: terminals.keep-exited: \"1 mo\" has a"
            + " unit",
        "roots: [/no/such/folder]       | the workspace root /no/such/folder",
        "roots: {a: b}                  | patchbay.yaml:1:1: roots: must be a list",
        "tls: {key: k.pem}              | patchbay.yaml:1:1: tls: needs both",
        "'a: [b'                        | patchbay.yaml:1:6: ",
        "just text                      | must consist of",
      })
  void namesPlaceAndReasonOfAFaultyConfiguration(String yaml, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("patchbay.yaml"), yaml);

    assertThatThrownBy(() -> TestHub.settings(dataDir(), file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void endsWithAWordOnAFaultyConfiguration() throws Exception {
    Files.writeString(folder.resolve("patchbay.yaml"), "nonesuch: 1");

    HubProcess hub = start();

    assertThat(hub.awaitExit()).isEqualTo(USAGE);
    assertThat(hub.errors()).contains("patchbay.yaml:1:1: nonesuch: is not known here");
  }

  @ParameterizedTest
  @CsvSource({"--nonesuch,unknown option", "--port=x,must be a number", "--host,needs a value"})
  void refusesOptionsThatItDoesNotKnow(String option, String message) {
    assertThatThrownBy(() -> Settings.of(ServeOptions.parse(List.of(option)), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void endsWithAWordOnAnOptionThatItDoesNotKnow() throws Exception {
    HubProcess hub = HubProcess.start(Map.of(), "serve", "--nonesuch");

    assertThat(hub.awaitExit()).isEqualTo(USAGE);
    assertThat(hub.errors()).contains("unknown option");
  }

  @Test
  void stopsInOrderWithAHundredTerminalsOpenAndLeavesNothingBehind() throws Exception {
    Files.writeString(folder.resolve("patchbay.yaml"), "terminals: {stop-grace: 500ms}");
    HubProcess hub = start();
    for (int i = 0; i < 100; i++) {
      String script = i % 10 == 0 ? "trap '' TERM HUP; sleep 600 & wait" : "sleep 600";
      HttpResponse<String> opened =
          post(hub, new JsonObject().put("command", List.of("/bin/sh", "-c", script)));
      assertThat(opened.statusCode()).isEqualTo(201);
    }
    List<ProcessHandle> programs = ProcessHandle.of(hub.pid()).orElseThrow().descendants().toList();
    assertThat(programs).hasSizeGreaterThanOrEqualTo(100);

    hub.terminate();

    assertThat(hub.awaitExit()).isEqualTo(SIGTERM_STATUS);
    await().until(() -> programs.stream().allMatch(LifecycleTest::isGone));
    assertThat(dataDir().resolve("hub.address")).doesNotExist();
  }

  /** An orphan that ended is nobody's but the system's to collect. */
  private static boolean isGone(ProcessHandle process) {
    Path stat = Path.of("/proc/" + process.pid() + "/stat");
    return !process.isAlive() || BoundedFile.find(stat, 4096).orElse(") Z ").contains(") Z ");
  }

  private static HttpResponse<String> get(HubProcess hub, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(hub.url() + path)).build(), BodyHandlers.ofString());
    }
  }

  private static HttpResponse<String> post(HubProcess hub, JsonObject body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(hub.url() + "/api/terminals"))
              .header("Authorization", "Bearer " + hub.token())
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body.encode()))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
