package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ProcessTable;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the terminals of a killed hub started, whatever it does to live on. */
class KilledTerminalsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Each writes its pid into a file of its name. */
  private static final String SCRIPT =
      """
      cd "$0"
      nohup sh -c 'echo $$ > nohup; exec sleep 600' > /dev/null 2>&1 &
      setsid sh -c 'echo $$ > setsid; trap "" HUP TERM; while :; do sleep 1; done' &
      (setsid env -i sh -c 'echo $$ > shed; while :; do sleep 1; done' &)
      echo $$ > leader
      trap "" HUP
      exec env -i sleep 600
      """;

  @TempDir private Path folder;

  private HubProcess start() throws IOException {
    return HubProcess.start(
        Map.of(), "--port", "0", "--data-dir", folder.resolve("data").toString());
  }

  private static void open(HubProcess hub, String script, Path folder) throws Exception {
    JsonObject body =
        new JsonObject().put("command", List.of("/bin/sh", "-c", script, folder.toString()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> opened =
          client.send(
              HttpRequest.newBuilder(URI.create(hub.url() + "/api/terminals"))
                  .header("Authorization", "Bearer " + hub.token())
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body.encode()))
                  .build(),
              BodyHandlers.ofString());
      assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    }
  }

  private long awaitPid(String name) {
    return Long.parseLong(
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  Path file = folder.resolve(name);
                  return Files.exists(file) ? Files.readString(file).strip() : "";
                },
                text -> !text.isEmpty()));
  }

  @Test
  void theNextHubEndsThemAndNothingElse() throws Exception {
    HubProcess first = start();
    Process innocent = new ProcessBuilder("sleep", "600").start();
    try {
      open(first, SCRIPT, folder);
      List<Long> left =
          List.of(awaitPid("nohup"), awaitPid("setsid"), awaitPid("shed"), awaitPid("leader"));
      first.kill();
      first.awaitExit();
      assertThat(left.subList(0, 3)).noneMatch(ProcessHub::hasEnded);
      Path records = folder.resolve("data/running-terminals");
      // One whose program has ended, and whose pid somebody else's process has by now.
      Files.writeString(
          records.resolve("abcdefgh"), ProcessTable.bootId() + " " + innocent.pid() + " 1\n");
      // One of the machine's time before it was started anew.
      Files.writeString(
          records.resolve("bcdefghj"),
          "another-boot "
              + innocent.pid()
              + " "
              + ProcessTable.find(innocent.pid()).orElseThrow().started());

      try (HubProcess second = start()) {
        assertThat(second.ready()).as(second.errors()).startsWith("Patchbay is ready");
        await().atMost(PATIENCE).until(() -> left.stream().allMatch(ProcessHub::hasEnded));
        await().atMost(PATIENCE).until(() -> List.of(records.toFile().list()).isEmpty());
        assertThat(innocent.isAlive()).isTrue();
        assertThat(second.errors()).contains("an earlier hub was not stopped in order");
      }
    } finally {
      first.close();
      innocent.destroyForcibly();
    }
  }

  @Test
  void aHubThatStopsInOrderLeavesNoRecordBehind() throws Exception {
    try (HubProcess hub = start()) {
      open(hub, "cd \"$0\"; echo $$ > leader; exec sleep 600", folder);
      awaitPid("leader");
      assertThat(folder.resolve("data/running-terminals")).isNotEmptyDirectory();
    }
    assertThat(folder.resolve("data/running-terminals")).isEmptyDirectory();
  }
}
