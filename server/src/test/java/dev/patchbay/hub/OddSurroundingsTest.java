package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub whose user has no home, and folders that go away. */
class OddSurroundingsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void saysWhichHomeIsNotThere() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("HOME", "/nonexistent/home");
    try (TestHub hub = TestHub.start("", environment)) {
      var opened = hub.request("POST", "/api/terminals").body("{}").send();
      assertThat(opened.status()).as(opened.body()).isEqualTo(400);
      assertThat(opened.body()).contains("/nonexistent/home").contains("home folder");
      // Elsewhere all is well.
      String id =
          hub.open(
              new io.vertx.core.json.JsonObject()
                  .put("cwd", folder.toString())
                  .put("command", List.of("/bin/sh", "-c", "sleep 600")));
      assertThat(hub.terminal(id).getString("state")).isEqualTo("running");
      assertThat(hub.request("GET", "/api/tools").send().status()).isEqualTo(200);
      assertThat(hub.request("GET", "/api/folders").send().status()).isEqualTo(200);
    }
  }

  @Test
  void saysThatAFolderWasRenamedDuringAnUpload() throws Exception {
    Path target = Files.createDirectory(folder.toRealPath().resolve("target"));
    try (TestHub hub = TestHub.start()) {
      URI url = URI.create(hub.url());
      String in = "folder=" + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8);
      String head =
          "POST /api/files?"
              + in
              + "&name=a.bin HTTP/1.1\r\nHost: "
              + url.getAuthority()
              + "\r\nAuthorization: Bearer "
              + hub.token()
              + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 8\r\n"
              + "Connection: close\r\n\r\n";
      try (Socket socket = new Socket(url.getHost(), url.getPort())) {
        socket.setSoTimeout((int) PATIENCE.toMillis());
        OutputStream out = socket.getOutputStream();
        out.write((head + "four").getBytes(StandardCharsets.UTF_8));
        out.flush();
        await().atMost(PATIENCE).until(() -> target.toFile().list().length > 0);
        Path renamed = Files.move(target, target.resolveSibling("renamed"));
        out.write("four".getBytes(StandardCharsets.UTF_8));
        out.flush();
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 409").contains("folder-moved");
        assertThat(answer).contains(target.toString());
        assertThat(renamed.toFile().listFiles()).allMatch(left -> left.length() == 0);
        assertThat(renamed.resolve("a.bin")).doesNotExist();
      }
    }
  }
}
