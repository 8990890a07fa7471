package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub that is killed again and again in the midst of writing: what it confirmed is there, and
 * nothing half is left. The benchmark {@code kills} does the same many more times.
 */
class KilledWhileWritingTest {
  private static final int ROUNDS = 6;
  private static final int WRITERS = 4;

  /** What is written before each kill, at most. */
  private static final int MOST_WRITES = 60;

  @TempDir private Path folder;
  private final Queue<String> processes = new ConcurrentLinkedQueue<>();
  private final Queue<String> files = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectory(folder.resolve("files"));
    Files.writeString(folder.resolve("patchbay.yaml"), "processes: {memory-headroom: 0B}\n");
  }

  private LiveHub start() throws IOException {
    HubProcess hub =
        HubProcess.start(
            Map.of("HOME", folder.toString()),
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString(),
            "--config",
            folder.resolve("patchbay.yaml").toString());
    assertThat(hub.ready()).as(hub.errors()).isNotEmpty();
    return new LiveHub(hub);
  }

  @Test
  void losesNothingThatItConfirmedAndLeavesNothingHalfBehind() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < ROUNDS; round++) {
      try (LiveHub hub = start()) {
        hasAllThatWasConfirmed(hub);
        assertThat(leftovers()).as("round %d", round).isEmpty();
        killWhileItWrites(hub, round, 1 + random.nextInt(MOST_WRITES));
      }
    }
    try (LiveHub hub = start()) {
      hasAllThatWasConfirmed(hub);
      assertThat(leftovers()).isEmpty();
      // Opened again by writing to them, which is when half a line is cut off.
      declare(hub, "last");
    }
    assertThat(files).isNotEmpty();
    assertThat(processes).isNotEmpty();
    hasWholeLines(folder.resolve("data/processes.journal"), false);
    hasWholeLines(folder.resolve("data/audit.log"), true);
  }

  private void killWhileItWrites(LiveHub hub, int round, int writes) throws Exception {
    Semaphore written = new Semaphore(0);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      String prefix = "r" + round + "-" + i + "-";
      writers.add(Thread.startVirtualThread(() -> write(hub, prefix, written)));
    }
    written.acquire(writes);
    hub.process().kill();
    hub.process().awaitExit();
    for (Thread writer : writers) {
      writer.join();
    }
  }

  /** Until the hub is gone. */
  private void write(LiveHub hub, String prefix, Semaphore written) {
    try {
      for (int i = 0; ; i++) {
        String name = prefix + i;
        if (hub.upload(folder.resolve("files"), name, name.repeat(100)) == 201) {
          files.add(name);
        }
        written.release();
        declare(hub, name);
        processes.add(name);
        written.release();
      }
    } catch (AssertionError gone) {
      // A hub that could not be written to would not have been waited for.
      written.release(MOST_WRITES);
    }
  }

  private static void declare(LiveHub hub, String name) {
    JsonObject process =
        new JsonObject()
            .put("name", name)
            .put("kind", "service")
            .put("autoStart", false)
            .put("env", new JsonObject().put("A", "b".repeat(5_000)))
            .put("command", new JsonArray(List.of("/bin/true")));
    hub.post("/api/processes", process, 201);
  }

  private void hasAllThatWasConfirmed(LiveHub hub) throws IOException {
    List<String> known =
        hub.get("/api/processes").getJsonArray("processes").stream()
            .map(process -> ((JsonObject) process).getString("name"))
            .toList();
    assertThat(known).containsAll(processes);
    for (String name : files) {
      assertThat(folder.resolve("files").resolve(name)).hasContent(name.repeat(100));
    }
  }

  private List<String> leftovers() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(file -> file.toFile().getName())
          .filter(name -> name.matches("upload-.*|.*\\.(new|part|damaged)"))
          .toList();
    }
  }

  private static void hasWholeLines(Path file, boolean json) throws IOException {
    String text = Files.readString(file, UTF_8);
    assertThat(text).endsWith("\n");
    if (json) {
      assertThat(text.lines()).allMatch(line -> Json.parse(line) instanceof Map<?, ?>);
    }
  }
}
