package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.patchbay.config.UserEnvironment;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A short run of everything that a start and a first terminal need, for the JVM to watch: what it
 * loads and links here, it finds ready in the ahead-of-time cache at every later start.
 */
final class Practice {
  private static final long PATIENCE_SECONDS = 30;

  /** Below the number of restarts in a row that is too many. */
  private static final int SUCCESSIONS = 7;

  private static final int LOOKS = 5;

  private static final String SCRIPT = "read line; seq 1 5000; exit 3";

  private Practice() {}

  static void run(ServeOptions options) throws Exception {
    Map<String, String> environment = UserEnvironment.ofThisProcess();
    try (Hub hub = Hub.start(() -> Settings.of(options, environment), environment, (_, _) -> {});
        HttpClient client = HttpClient.newHttpClient()) {
      hub.warmUp();
      new Round(hub, client).run();
      String dataDir = options.dataDir(environment).toString();
      CommandLines.execute("run", "--data-dir", dataDir, "--", "/bin/sh", "-c", "exit");
      CommandLines.execute("ls", "--data-dir", dataDir);
    }
  }

  private record Round(Hub hub, HttpClient client) {
    void run() throws Exception {
      send(request("/").GET());
      send(request("/api/health").GET());
      send(request("/api/system").GET());
      look();
      send(request("/api/terminals").POST(BodyPublishers.ofString("{\"cols\":0}")));
      JsonObject command = new JsonObject().put("command", List.of("/bin/sh", "-c", SCRIPT));
      String opened =
          send(request("/api/terminals").POST(BodyPublishers.ofString(command.encode())));
      String id = new JsonObject(opened).getString("id");
      watch(id);
      send(request("/api/terminals").GET());
      send(request("/api/terminals/" + id).DELETE());
      supervise();
    }

    /** Several looks, so that the first one of a new hub is at code that is compiled soon. */
    private void look() throws Exception {
      send(request("/api/tools").GET());
      for (int i = 0; i < LOOKS; i++) {
        send(request("/api/tools?refresh=true").GET());
      }
    }

    /** Several successions, so that it is known which code is worth compiling first. */
    private void supervise() throws Exception {
      JsonObject process =
          new JsonObject()
              .put("name", "practice")
              .put("kind", "service")
              .put("command", List.of("/bin/sh", "-c", "echo up; exec sleep 60"))
              .put("restart", new JsonObject().put("delay", "0s").put("maxDelay", "1ms"));
      send(request("/api/processes").POST(BodyPublishers.ofString(process.encode())));
      String path = "/api/processes/practice";
      for (int generation = 1; generation <= SUCCESSIONS; generation++) {
        send(request(path + "/signal").POST(BodyPublishers.ofString("{\"signal\":\"kill\"}")));
        awaitRunning(path, generation + 1);
      }
      send(request(path).DELETE());
    }

    /** Until then there is nothing that a signal could reach. */
    private void awaitRunning(String path, int generation) throws Exception {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      JsonObject process;
      do {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException("no successor of " + path);
        }
        process = new JsonObject(send(request(path).GET()));
      } while (process.getInteger("generation") < generation
          || !process.getString("state").equals("running"));
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(hub.url() + path))
          .header("Authorization", "Bearer " + hub.token().reveal())
          .header("Content-Type", "application/json");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private void watch(String id) throws Exception {
      CompletableFuture<Void> closed = new CompletableFuture<>();
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + hub.token().reveal())
              .buildAsync(
                  URI.create(
                      hub.url().replaceFirst("^http", "ws") + "/api/terminals/" + id + "/stream"),
                  new Watcher(closed))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      socket.sendBinary(ByteBuffer.wrap(new byte[] {0x11, '\r'}), true).join();
      closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      socket.abort();
    }
  }

  /** Reads on until the terminal's end is told. */
  private record Watcher(CompletableFuture<Void> closed) implements WebSocket.Listener {
    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      if (new String(bytes, ISO_8859_1).contains("\"exit\"")) {
        closed.complete(null);
      }
      socket.request(1);
      return null;
    }
  }
}
