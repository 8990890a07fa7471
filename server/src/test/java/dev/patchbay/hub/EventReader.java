package dev.patchbay.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A reader of server-sent events. */
final class EventReader {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Stream<String> stream;

  private EventReader(Stream<String> stream) {
    this.stream = stream;
    Thread.ofVirtual()
        .start(() -> {
          try {
            stream.forEach(lines::add);
          } catch (RuntimeException e) {
            // The test has ended.
          }
        });
  }

  static EventReader from(TestHub hub, String lastId) {
    return from(hub.client(), hub, lastId);
  }

  /** With a client that goes on while the hub stops. */
  static EventReader from(HttpClient client, TestHub hub, String lastId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.url() + "/api/events"))
            .header("Authorization", "Bearer " + hub.token());
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      return new EventReader(client.send(request.build(), BodyHandlers.ofLines()).body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void stop() {
    stream.close();
  }

  void await(String name) {
    Awaitility.await(name).until(() -> names().contains(name));
    Awaitility.await().until(() -> lines.getLast().isEmpty());
  }

  List<String> names() {
    return fields("event: ");
  }

  String lastId() {
    return fields("id: ").getLast();
  }

  /** The data of all events of a name. */
  List<JsonObject> all(String name) {
    List<String> names = names();
    List<String> data = fields("data: ");
    return IntStream.range(0, Math.min(names.size(), data.size()))
        .filter(i -> names.get(i).equals(name))
        .mapToObj(i -> new JsonObject(data.get(i)))
        .toList();
  }

  /** Names of the process events of one process, in order, but for those of a mere change. */
  List<String> of(String process) {
    List<String> names = names();
    List<String> data = fields("data: ");
    return IntStream.range(0, Math.min(names.size(), data.size()))
        .filter(i -> names.get(i).startsWith("process."))
        .filter(i -> !names.get(i).equals("process.changed"))
        .filter(i -> process.equals(new JsonObject(data.get(i)).getString("name")))
        .mapToObj(names::get)
        .toList();
  }

  JsonObject data(String name) {
    return new JsonObject(fields("data: ").get(names().indexOf(name)));
  }

  private List<String> fields(String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }
}
