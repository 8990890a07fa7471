package dev.patchbay.hub;

import dev.patchbay.os.NativeSupport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A real hub on a port of its own, and requests to it. */
final class TestHub implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path dataDir;
  private final Hub hub;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestHub(Path dataDir, Hub hub) {
    this.dataDir = dataDir;
    this.hub = hub;
  }

  static TestHub start() {
    return start("");
  }

  /**
   * @param config the configuration file's text; nothing is set where it is empty
   */
  static TestHub start(String config) {
    return start(config, System.getenv());
  }

  /**
   * @param environment what the hub is started with
   */
  static TestHub start(String config, Map<String, String> environment) {
    return start(config, environment, NativeSupport::ofThisMachine);
  }

  /**
   * @param support what the machine is taken to have
   */
  static TestHub start(
      String config, Map<String, String> environment, Supplier<NativeSupport> support) {
    try {
      Path dataDir = Files.createTempDirectory("patchbay-test");
      Path file =
          Files.writeString(dataDir.resolve("patchbay.yaml"), config.isEmpty() ? "{}" : config);
      return new TestHub(
          dataDir,
          Hub.start(
              () -> settings(dataDir, file, environment), environment, (_, _) -> {}, support));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Settings settings(Path dataDir, Path config) {
    return settings(dataDir, config, System.getenv());
  }

  private static Settings settings(Path dataDir, Path config, Map<String, String> environment) {
    ServeOptions options =
        ServeOptions.parse(
            List.of("--port", "0", "--data-dir", dataDir + "", "--config", config + ""));
    return Settings.of(options, environment);
  }

  Path dataDir() {
    return dataDir;
  }

  String url() {
    return hub.url();
  }

  String token() {
    return hub.token().reveal();
  }

  /** A request with the token; its headers can be replaced. */
  Request request(String method, String path) {
    return new Request(method, path)
        .header("Authorization", "Bearer " + token())
        .header("Content-Type", "application/json");
  }

  /** A request without anything. */
  Request bareRequest(String method, String path) {
    return new Request(method, path);
  }

  /** Starts a shell script on a terminal. */
  String open(String script) {
    return open(new JsonObject().put("command", List.of("/bin/sh", "-c", script)));
  }

  String open(JsonObject body) {
    Response response = request("POST", "/api/terminals").body(body.encode()).send();
    if (response.status() != 201) {
      throw new AssertionError(response.toString());
    }
    return response.json().getString("id");
  }

  JsonObject terminal(String id) {
    return request("GET", "/api/terminals/" + id).send().json();
  }

  /**
   * Watches a terminal.
   *
   * @param query such as {@code from=5&role=view}, or empty
   */
  StreamClient watch(String id, String query) {
    return StreamClient.connect(
        client, streamUri(id, query), Map.of("Authorization", "Bearer " + token()));
  }

  URI streamUri(String id, String query) {
    return URI.create(
        url().replaceFirst("^http", "ws")
            + "/api/terminals/"
            + id
            + "/stream"
            + (query.isEmpty() ? "" : "?" + query));
  }

  HttpClient client() {
    return client;
  }

  /** Stops the hub while requests can still be made. */
  void endHub() {
    hub.close();
  }

  @Override
  public void close() {
    client.shutdownNow();
    hub.close();
  }

  /** What came back. */
  record Response(int status, String body, Map<String, List<String>> headers) {
    JsonObject json() {
      return new JsonObject(body);
    }

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    /** The last part of a problem's type. */
    String problem() {
      String type = json().getString("type");
      return type.substring(type.lastIndexOf(':') + 1);
    }
  }

  /** A request in the making. */
  final class Request {
    private final String method;
    private final String path;
    private final Map<String, String> headers = new HashMap<>();
    private String body = "";
    private HttpClient sender = client;

    private Request(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Request header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Request body(String text) {
      body = text;
      return this;
    }

    /** Sends it from another loopback address, which has made no mistakes yet. */
    Request from(String address) {
      sender = HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build();
      return this;
    }

    Response send() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url() + path))
              .timeout(PATIENCE)
              .version(HttpClient.Version.HTTP_1_1)
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
      headers.forEach(request::header);
      try {
        HttpResponse<String> response = sender.send(request.build(), BodyHandlers.ofString());
        return new Response(response.statusCode(), response.body(), response.headers().map());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
