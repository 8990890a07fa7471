package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose heap is full of what it cannot let go of. */
class FullHeapTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** EX_OSERR of sysexits(3). */
  private static final int OUT_OF_MEMORY = 71;

  @TempDir private Path folder;

  private HubProcess start(String jvmOptions) throws IOException {
    return HubProcess.start(
        Map.of("JDK_JAVA_OPTIONS", jvmOptions),
        "--port",
        "0",
        "--data-dir",
        folder.resolve("data").toString(),
        "--config",
        folder.resolve("patchbay.yaml").toString());
  }

  @Test
  void endsWithAWordAndTheNextStartTakesItsServicesOver() throws IOException {
    Files.createDirectory(folder.resolve("data"));
    // Where the folder for them would be, so that nothing can be written to files.
    Path obstacle = Files.writeString(folder.resolve("data").resolve("terminals"), "");
    Files.writeString(folder.resolve("patchbay.yaml"), "terminals: {memory: 10GiB}\n");
    long service;
    try (HubProcess hub = start("-Xmx64m");
        HubCalls calls = new HubCalls(hub)) {
      service = startService(calls);
      await()
          .atMost(PATIENCE)
          .until(() -> {
            fill(calls);
            return ProcessHandle.of(hub.pid()).isEmpty();
          });
      assertThat(hub.awaitExit()).isEqualTo(OUT_OF_MEMORY);
      assertThat(hub.errors()).contains("the hub ends");
    }

    Files.delete(obstacle);
    try (HubProcess hub = start("-Xmx256m");
        HubCalls calls = new HubCalls(hub)) {
      assertThat(new JsonObject(calls.text("/api/processes/kept")).getLong("pid"))
          .isEqualTo(service);
    }
  }

  private static long startService(HubCalls calls) {
    JsonObject kept =
        new JsonObject()
            .put("name", "kept")
            .put("kind", "service")
            .put("command", List.of("sleep", "600"));
    assertThat(calls.call("POST", "/api/processes", kept.encode()).statusCode()).isEqualTo(201);
    calls.call("POST", "/api/processes/kept/start", "{}");
    return await()
        .atMost(PATIENCE)
        .until(
            () -> new JsonObject(calls.text("/api/processes/kept")).getLong("pid", 0L),
            pid -> pid != 0);
  }

  /** Any of its requests may fail in any way by now. */
  private static void fill(HubCalls calls) {
    try {
      calls.open("seq -f %0118.0f 6000; read line", 120, 24);
    } catch (AssertionError | UncheckedIOException e) {
      // It is on its way to its end.
    }
  }
}
