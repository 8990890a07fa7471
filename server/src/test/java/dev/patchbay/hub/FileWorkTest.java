package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to files where they are. */
class FileWorkTest {
  private static Optional<TestHub> started = Optional.empty();
  private static Path outside = Path.of("/");
  private static Path root = Path.of("/");

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    outside = folder.toRealPath();
    root = Files.createDirectory(outside.resolve("root"));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("XDG_DATA_HOME", outside + "/data");
    started = Optional.of(TestHub.start("roots: [" + root + "]\n", environment));
  }

  @AfterAll
  static void stop() {
    started.ifPresent(TestHub::close);
  }

  private static TestHub hub() {
    return started.orElseThrow();
  }

  private static String query(Path path) {
    return "?path=" + URLEncoder.encode(path.toString(), UTF_8);
  }

  private static TestHub.Response post(String call, Map<String, Object> body) {
    return hub().request("POST", "/api/files/" + call).body(new JsonObject(body).encode()).send();
  }

  private static TestHub.Response delete(Path path) {
    return hub().request("DELETE", "/api/files" + query(path)).send();
  }

  private static List<String> list(Path folder) {
    return hub()
        .request("GET", "/api/files/list" + query(folder))
        .send()
        .json()
        .getJsonArray("entries")
        .stream()
        .map(JsonObject.class::cast)
        .map(entry -> entry.getString("kind") + " " + entry.getString("name"))
        .toList();
  }

  @Test
  void listsFoldersFirstAndMakesMovesAndRenames() throws IOException {
    Path place = root.resolve("place");
    assertThat(post("folders", Map.of("path", place + "")).status()).isEqualTo(201);
    Files.writeString(place.resolve("a.txt"), "hello");
    Files.createSymbolicLink(place.resolve("link"), place.resolve("a.txt"));
    assertThat(post("folders", Map.of("path", place + "/z")).status()).isEqualTo(201);

    assertThat(list(place)).containsExactly("folder z", "file a.txt", "link link");
    JsonObject cut =
        hub().request("GET", "/api/files/list" + query(place) + "&limit=1").send().json();
    assertThat(cut.getBoolean("cut")).isTrue();
    assertThat(post("move", Map.of("from", place + "/a.txt", "to", place + "/b.txt")).json())
        .isEqualTo(new JsonObject().put("path", place + "/b.txt"));
    post("move", Map.of("from", place + "/b.txt", "to", place + "/z"));

    assertThat(place.resolve("z/b.txt")).hasContent("hello");
    assertThat(post("folders", Map.of("path", place + "/z")).problem()).isEqualTo("file-exists");
    Files.writeString(place.resolve("taken"), "mine");
    TestHub.Response taken =
        post("move", Map.of("from", place + "/z/b.txt", "to", place + "/taken"));
    assertThat(taken.status()).isEqualTo(409);
    assertThat(place.resolve("taken")).hasContent("mine");
    assertThat(post("move", Map.of("from", place + "/z", "to", place + "/z/inside")).status())
        .isEqualTo(409);
    assertThat(post("move", Map.of("from", place + "/gone", "to", place + "/x")).status())
        .isEqualTo(404);
  }

  @Test
  void putsIntoTheUsersBinWhatIsDeleted() throws IOException {
    Path file = Files.writeString(root.resolve("old stuff"), "first");

    JsonObject binned = delete(file).json();

    Path trash = outside.resolve("data/Trash");
    assertThat(binned.getString("path")).isEqualTo(file + "");
    assertThat(Path.of(binned.getString("bin"))).isEqualTo(trash.resolve("files/old stuff"));
    assertThat(trash.resolve("files/old stuff")).hasContent("first");
    assertThat(Files.readString(trash.resolve("info/old stuff.trashinfo")))
        .startsWith("[Trash Info]\nPath=" + root + "/old%20stuff\nDeletionDate=20");
    Files.writeString(file, "second");
    delete(file);
    assertThat(trash.resolve("files/old stuff.2")).hasContent("second");
    Path target = Files.writeString(root.resolve("target"), "stays");
    Path link = Files.createSymbolicLink(root.resolve("link to it"), target);
    assertThat(delete(link).status()).isEqualTo(200);
    assertThat(target).hasContent("stays");
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(delete(root.resolve("nothing")).status()).isEqualTo(404);
    assertThat(hub().request("GET", "/api/audit?action=delete-file").send().json().encode())
        .contains("/root/old stuff", "done", "unknown");
  }

  @Test
  void keepsToTheRootsWhateverLeadsOut() throws IOException {
    Path secret = Files.writeString(outside.resolve("secret"), "theirs");
    Path door = Files.createSymbolicLink(root.resolve("door"), outside);
    Path mine = Files.writeString(root.resolve("mine"), "mine");

    for (TestHub.Response response :
        List.of(
            delete(secret),
            delete(door.resolve("secret")),
            delete(root),
            delete(root.resolve("../secret")),
            post("folders", Map.of("path", outside + "/new")),
            post("move", Map.of("from", mine + "", "to", outside + "/taken")),
            post("move", Map.of("from", mine + "", "to", door + "")),
            post("move", Map.of("from", secret + "", "to", root + "/stolen")),
            hub().request("GET", "/api/files/list" + query(door)).send())) {
      assertThat(response.status()).as(response.body()).isEqualTo(422);
      assertThat(response.problem()).isEqualTo("outside-roots");
    }
    assertThat(secret).hasContent("theirs");
    assertThat(mine).hasContent("mine");
  }
}
