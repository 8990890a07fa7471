package dev.patchbay.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.config.DataDir;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts from a server that misbehaves. */
class InstallScriptsTest {
  private static final String TEXT = "echo installed\n";

  @TempDir private Path folder;

  private HttpServer server = startServer();
  private String url = "http://127.0.0.1:" + server.getAddress().getPort();
  private InstallScripts scripts = new InstallScripts(new DataDir(Path.of("/nonexistent")));

  private static HttpServer startServer() {
    try {
      HttpServer started =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      started.start();
      return started;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void openDataDir() {
    scripts = new InstallScripts(DataDir.open(folder));
    answer("/good", 200, TEXT.getBytes(UTF_8));
    answer("/gone", 404, new byte[0]);
    answer("/endless", 200, new byte[1024 * 1024 + 1]);
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private void answer(String path, int status, byte[] body) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private String failure(String path) {
    return scripts.download(url + path) instanceof InstallScripts.Download.Failed(String reason)
        ? reason
        : "";
  }

  @Test
  void areKeptAsTheyWereShown() throws IOException {
    assertThat(scripts.download(url + "/good"))
        .isInstanceOfSatisfying(
            InstallScripts.Download.Done.class,
            done -> {
              assertThat(done.script().text()).isEqualTo(TEXT);
              Path kept = scripts.find(done.script().sha256()).orElseThrow();
              assertThat(kept).hasContent(TEXT);
            });
    assertThat(scripts.find("../tools")).isEmpty();
    assertThat(scripts.find("0".repeat(64))).isEmpty();
  }

  @Test
  void areNotKeptWhereSomethingIsWrongWithThem() throws IOException {
    assertThat(failure("/gone")).contains("status 404");
    assertThat(failure("/endless")).contains("longer than 1 MiB");
    server.stop(0);
    assertThat(failure("/good")).contains("cannot be downloaded");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
