package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hub whose data dir is on a disk that is really full: everything works but remembering. */
class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path elsewhere;
  private final List<AutoCloseable> opened = new ArrayList<>();

  @BeforeEach
  void configure() throws Exception {
    Files.writeString(
        elsewhere.resolve("patchbay.yaml"),
        "processes: {memory-headroom: 0B}\nterminals: {shell-integration: true}\n");
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable closeable : opened.reversed()) {
      closeable.close();
    }
  }

  private SmallDisk disk(String options) throws Exception {
    SmallDisk disk = SmallDisk.mount(options);
    opened.add(disk);
    return disk;
  }

  private LiveHub start(SmallDisk disk) throws Exception {
    HubProcess hub =
        HubProcess.start(
            Map.of("SHELL", "/bin/bash", "HOME", elsewhere.toString()),
            "--port",
            "0",
            "--data-dir",
            disk.folder().resolve("data").toString(),
            "--config",
            elsewhere.resolve("patchbay.yaml").toString());
    assertThat(hub.ready()).as(hub.errors()).isNotEmpty();
    LiveHub calls = new LiveHub(hub);
    opened.add(calls);
    return calls;
  }

  private static JsonObject service(String name, String script) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "service")
        .put("command", new JsonArray(List.of("/bin/sh", "-c", script)))
        .put("restart", new JsonObject().put("delay", "50ms").put("maxDelay", "100ms"));
  }

  private static JsonObject await(LiveHub hub, String name, Predicate<JsonObject> condition) {
    return Awaitility.await()
        .alias(name)
        .atMost(PATIENCE)
        .until(() -> hub.get("/api/processes/" + name), condition);
  }

  private static Predicate<JsonObject> runs() {
    return process -> "running".equals(process.getString("state"));
  }

  private static void fill(SmallDisk disk, String what, long hub) throws Exception {
    if (what.equals("files")) {
      disk.fillFiles(hub);
    } else {
      disk.fillSpace(hub);
    }
  }

  private static List<JsonObject> storageAlerts(LiveHub hub) {
    return hub.get("/api/alerts").getJsonArray("raised").stream()
        .map(JsonObject.class::cast)
        .filter(alert -> alert.getString("rule").equals("storage"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"space", "files"})
  void opensShellsRestartsServicesAndTakesUploadsToOtherDisks(String what) throws Exception {
    SmallDisk disk = disk("size=2m,nr_inodes=120");
    LiveHub hub = start(disk);
    hub.post("/api/processes", service("web", "echo up; exec sleep 600"), 201);
    int before = await(hub, "web", runs()).getInteger("pid");
    fill(disk, what, hub.process().pid());

    JsonObject terminal = hub.post("/api/terminals", new JsonObject(), 201);
    hub.post("/api/processes/web/restart", new JsonObject(), 202);
    await(hub, "web", runs().and(it -> it.getInteger("pid") != before));
    hub.post("/api/processes", service("new", "exit 3"), 201);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> hub.get("/api/processes/new/crashes").getJsonArray("crashes").size() > 0);
    // As empty as it can be: without a small disk none of the hub's files may grow.
    assertThat(hub.upload(elsewhere, "file.txt", "")).isEqualTo(201);
    assertThat(elsewhere.resolve("file.txt")).exists();

    assertThat(terminal.getString("state")).isEqualTo("running");
    JsonObject alert =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> storageAlerts(hub), all -> !all.isEmpty())
            .getFirst();
    assertThat(alert.getString("text")).contains(disk.folder().toString()).contains("is full");
    assertThat(hub.get("/api/system").getJsonArray("storage")).isNotEmpty();

    disk.free(hub.process().pid());
    Awaitility.await().atMost(PATIENCE).until(() -> storageAlerts(hub).isEmpty());
    assertThat(hub.get("/api/system").getJsonArray("storage")).isEmpty();
    hub.process().kill();
    hub.process().awaitExit();
    LiveHub next = start(disk);
    await(next, "new", it -> it.getInteger("generation", 0) > 0);
    await(next, "web", runs());
    assertThat(next.get("/api/processes/new/crashes").getJsonArray("crashes")).isNotEmpty();
    assertThat(leftovers(disk)).isEmpty();
  }

  @Test
  void saysWhatIsFullWhereItCannotDoWithout() throws Exception {
    SmallDisk disk = disk("size=2m");
    LiveHub hub = start(disk);
    disk.fillSpace(hub.process().pid());

    LiveHub.Answer answer =
        hub.send("POST", "/api/files?folder=" + disk.folder() + "&name=x", "x".repeat(10_000));

    assertThat(answer.status()).isEqualTo(507);
    assertThat(answer.json().getString("type")).endsWith(":disk-full");
    assertThat(answer.json().getString("detail")).contains(disk.folder().toString());
  }

  @Test
  void startsOnAFullDiskAndSaysSo() throws Exception {
    SmallDisk disk = disk("size=2m");
    Files.createDirectory(
        disk.folder().resolve("data"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    long self = ProcessHandle.current().pid();
    LiveHub hub;
    disk.fillSpace(self);
    try {
      hub = start(disk);
    } finally {
      if (!disk.isMounted()) {
        disk.free(self);
      }
    }

    hub.post("/api/terminals", new JsonObject(), 201);
    hub.post("/api/processes", service("web", "exec sleep 600"), 201);
    await(hub, "web", runs());
    if (disk.isMounted()) {
      assertThat(hub.process().errors()).contains("is full").contains(disk.folder().toString());
    }
    Awaitility.await().atMost(PATIENCE).until(() -> !storageAlerts(hub).isEmpty());
    disk.free(hub.process().pid());
    Path data = disk.folder().resolve("data");
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> Files.exists(data.resolve("hub.address")) && Files.exists(data.resolve("token")));
    assertThat(data.resolve("token")).hasContent(hub.process().token());
  }

  private static List<String> leftovers(SmallDisk disk) throws Exception {
    try (Stream<Path> files = Files.walk(disk.folder().resolve("data"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".new") || file.endsWith(".damaged"))
          .toList();
    }
  }
}
