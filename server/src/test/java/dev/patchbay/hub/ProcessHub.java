package dev.patchbay.hub;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A hub, and what is done to processes through its API. */
final class ProcessHub implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final TestHub hub;

  private ProcessHub(TestHub hub) {
    this.hub = hub;
  }

  static ProcessHub start() {
    return start("");
  }

  static ProcessHub start(String config) {
    return new ProcessHub(TestHub.start(config));
  }

  static ProcessHub start(String config, Map<String, String> environment) {
    return new ProcessHub(TestHub.start(config, environment));
  }

  TestHub hub() {
    return hub;
  }

  /** A declaration of a shell script; what else it has can be added. */
  static JsonObject script(String name, String script) {
    return new JsonObject()
        .put("name", name)
        .put("kind", "service")
        .put("command", new JsonArray(List.of("/bin/sh", "-c", script)));
  }

  TestHub.Response tryCreate(JsonObject declaration) {
    return hub.request("POST", "/api/processes").body(declaration.encode()).send();
  }

  JsonObject create(JsonObject declaration) {
    TestHub.Response response = tryCreate(declaration);
    if (response.status() != 201) {
      throw new AssertionError(response.toString());
    }
    return response.json();
  }

  JsonObject get(String name) {
    return hub.request("GET", "/api/processes/" + name).send().json();
  }

  TestHub.Response wish(String name, String wish) {
    return hub.request("POST", "/api/processes/" + name + "/" + wish).send();
  }

  TestHub.Response delete(String name) {
    return hub.request("DELETE", "/api/processes/" + name).send();
  }

  TestHub.Response signal(String name, String signal) {
    return hub.request("POST", "/api/processes/" + name + "/signal")
        .body(new JsonObject(Map.of("signal", signal)).encode())
        .send();
  }

  /** Waits until a process is in a state. */
  JsonObject awaitState(String name, String state) {
    return awaitThat(name, process -> process.getString("state").equals(state));
  }

  JsonObject awaitStatus(String name, String status) {
    return awaitThat(name, process -> process.getString("status").equals(status));
  }

  JsonObject awaitThat(String name, Predicate<JsonObject> condition) {
    return await()
        .alias(name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> get(name), condition);
  }

  List<String> output(String name) {
    return list("/api/processes/" + name + "/output", "lines").stream()
        .map(line -> line.getString("text"))
        .toList();
  }

  List<JsonObject> crashes(String name) {
    return list("/api/processes/" + name + "/crashes", "crashes");
  }

  List<JsonObject> history(String name) {
    return list("/api/processes/" + name + "/history", "incarnations");
  }

  List<JsonObject> list(String path, String field) {
    return hub.request("GET", path).send().json().getJsonArray(field).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  List<String> awaitOutput(String name, Predicate<List<String>> condition) {
    return await()
        .alias("output of " + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> output(name), condition);
  }

  static void awaitGone(long pid) {
    await().atMost(PATIENCE).until(() -> hasEnded(pid));
  }

  /** Whether nothing runs under the pid; who only waits to be collected does not run. */
  static boolean hasEnded(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.contains(") Z ") || stat.contains(") X ");
    } catch (IOException e) {
      return true;
    }
  }

  /** Stops the hub while requests can still be made. */
  void endHub() {
    hub.endHub();
  }

  @Override
  public void close() {
    hub.close();
  }
}
