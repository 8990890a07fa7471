package dev.patchbay.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Requests to a hub that is a process of its own. */
final class HubCalls implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final HubProcess hub;

  HubCalls(HubProcess hub) {
    this.hub = hub;
  }

  HttpResponse<String> call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Runs a shell script on a terminal.
   *
   * @return its id; empty if there is no room at the moment
   */
  String open(String script, int cols, int rows) {
    JsonObject body =
        new JsonObject()
            .put("command", List.of("/bin/sh", "-c", script))
            .put("cols", cols)
            .put("rows", rows);
    HttpResponse<String> answer = call("POST", "/api/terminals", body.encode());
    if (answer.statusCode() == 429) {
      return "";
    }
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return new JsonObject(answer.body()).getString("id");
  }

  JsonObject terminal(String id) {
    return new JsonObject(text("/api/terminals/" + id));
  }

  String text(String path) {
    HttpResponse<String> answer = call("GET", path, "");
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
