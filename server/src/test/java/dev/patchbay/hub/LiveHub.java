package dev.patchbay.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Requests with the token to a hub that is a process of its own. */
final class LiveHub implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HubProcess process;

  LiveHub(HubProcess process) {
    this.process = process;
  }

  record Answer(int status, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  HubProcess process() {
    return process;
  }

  JsonObject get(String path) {
    return send("GET", path, "").json();
  }

  JsonObject post(String path, JsonObject body, int expected) {
    Answer answer = send("POST", path, body.isEmpty() ? "" : body.encode());
    if (answer.status != expected) {
      throw new AssertionError(path + ": " + answer);
    }
    return answer.json();
  }

  /** Returns the status. */
  int upload(Path folder, String name, String content) {
    String query =
        "folder=" + URLEncoder.encode(folder.toString(), StandardCharsets.UTF_8) + "&name=" + name;
    return send("POST", "/api/files?" + query, content).status;
  }

  Answer send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(process.url() + path))
            .timeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + process.token())
            .header(
                "Content-Type",
                path.startsWith("/api/files") ? "application/octet-stream" : "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.close();
  }
}
