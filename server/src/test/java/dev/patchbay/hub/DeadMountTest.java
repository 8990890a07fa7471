package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A mount that hangs keeps nobody waiting but those who ask for it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadMountTest {
  private static final int HUNG = 4 * Runtime.getRuntime().availableProcessors();

  /** An idle machine takes a millisecond; the benchmark has the figure. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final Duration STOP = Duration.ofSeconds(10);

  @TempDir private static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The stop comes last: all tests have the same hub. */
  private static final int LAST = Integer.MAX_VALUE;

  private static Optional<HubProcess> started = Optional.empty();
  private static Path mount = Path.of("");

  private final HubProcess hub = started.orElseThrow();

  @BeforeAll
  static void start() throws IOException {
    mount = Files.createDirectory(folder.resolve("mount"));
    // Who is not root may mount in a namespace of its own, which the hub then lives in.
    boolean root = System.getProperty("user.name").equals("root");
    HubProcess hub =
        HubProcess.start(
            root ? List.of() : List.of("unshare", "--user", "--map-root-user", "--mount"),
            HubWithDeadMount.class.getName(),
            Map.of(
                "HOME",
                folder.toString(),
                "PATH",
                mount + ":" + mount.resolve("folder") + ":" + System.getenv("PATH")),
            HubWithDeadMount.When.FIRST.name(),
            mount.toString(),
            "serve",
            "--port",
            "0",
            "--data-dir",
            folder.resolve("data").toString());
    started = Optional.of(hub);
    assertThat(hub.ready()).as(hub::errorText).startsWith("Patchbay is ready");
  }

  @AfterAll
  static void stop() {
    started.ifPresent(HubProcess::close);
    CLIENT.shutdownNow();
  }

  @Test
  void othersAreServedAsIfNothingWere() throws Exception {
    String terminal = open(folder.toString()).join().json().getString("id");

    List<CompletableFuture<Answer>> hung = hang();

    for (int i = 0; i < 100; i++) {
      assertThat(send("GET", "/api/terminals", "").join().took()).isLessThan(SOON);
    }
    assertThat(send("DELETE", "/api/terminals/" + terminal, "").join().status()).isEqualTo(204);
    Answer opened = open(folder.toString()).join();
    assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    assertThat(opened.took()).isLessThan(SOON);

    for (CompletableFuture<Answer> each : hung) {
      assertThat(each.join().status()).as(each.join().body()).isEqualTo(504);
      assertThat(each.join().body()).contains("file-system-timeout").contains(mount.toString());
    }
  }

  @Test
  void whatIsKnownToHangIsRefusedAtOnceByWhateverName() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), mount.resolve("folder"));
    assertThat(download(mount.resolve("file.txt")).join().status()).isEqualTo(504);

    Answer again = download(link.resolve("other.txt")).join();

    assertThat(again.status()).as(again.body()).isEqualTo(504);
    assertThat(again.took()).isLessThan(SOON);
    JsonObject pool = send("GET", "/api/system", "").join().json().getJsonObject("blockingCalls");
    assertThat(pool.getInteger("writtenOff")).isPositive();
    assertThat(pool.getJsonArray("silent"))
        .extracting(Object::toString)
        .anyMatch(path -> path.startsWith(mount.toString()));
  }

  @Test
  @Order(LAST)
  void itStopsWhileRequestsHang() throws Exception {
    assertThat(open(folder.toString()).join().status()).isEqualTo(201);
    List<CompletableFuture<Answer>> hung = hang();
    assertThat(send("GET", "/api/health", "").join().status()).isEqualTo(200);

    long begun = System.nanoTime();
    hub.terminate();
    hub.awaitExit();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP);
    assertThat(hung).allSatisfy(each -> assertThat(each).isNotNull());
  }

  /** The folder that hangs is named, and all else is known. */
  @Test
  void toolsAreFoundAlthoughFoldersOfThePathHang() throws Exception {
    JsonObject tools = send("GET", "/api/tools", "").join().json();

    assertThat(tools.getJsonArray("path"))
        .extracting(JsonObject.class::cast)
        .filteredOn(entry -> entry.getString("folder").startsWith(mount.toString()))
        .extracting(entry -> entry.getString("state"))
        .isNotEmpty()
        .containsOnly("no-answer");
    assertThat(tools.getJsonArray("tools"))
        .extracting(JsonObject.class::cast)
        .anySatisfy(tool -> assertThat(tool.getBoolean("installed")).isTrue());
    Answer complete = send("GET", "/api/tools?refresh=true", "").join();
    assertThat(complete.json().getJsonObject("scan").getBoolean("complete")).isTrue();
    assertThat(send("GET", "/api/tools", "").join().took()).isLessThan(SOON);
  }

  /** Of every kind: looked up, opened, entered by a program, listed. */
  private List<CompletableFuture<Answer>> hang() throws InterruptedException {
    List<CompletableFuture<Answer>> hung = new ArrayList<>();
    for (int i = 0; i < HUNG; i++) {
      hung.add(
          switch (i % 4) {
            case 0 -> download(mount.resolve("file.txt"));
            case 1 -> open(mount.resolve("lost").toString());
            case 2 -> open(mount.resolve("folder").toString());
            default -> send("GET", "/api/folders/card?path=" + encoded(mount.resolve("lost")), "");
          });
    }
    return hung;
  }

  private CompletableFuture<Answer> download(Path path) {
    return send("GET", "/api/files?path=" + encoded(path), "");
  }

  private static String encoded(Path path) {
    return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
  }

  private CompletableFuture<Answer> open(String cwd) {
    return send(
        "POST",
        "/api/terminals",
        new JsonObject().put("command", List.of("/bin/cat")).put("cwd", cwd).encode());
  }

  private record Answer(int status, String body, Duration took) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  private CompletableFuture<Answer> send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.url() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + hub.token())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    long begun = System.nanoTime();
    return CLIENT
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply((HttpResponse<String> response) ->
            new Answer(
                response.statusCode(),
                response.body(),
                Duration.ofNanos(System.nanoTime() - begun)));
  }
}
