package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.TestFaults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever fails, and wherever, all else goes on: a terminal that runs and a service that runs are
 * the witnesses. What was begun under the fault is answered, and leaves nothing behind.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Error numbers of Linux. */
  private static final Map<String, Integer> NUMBERS =
      Map.of("EMFILE", 24, "ENOMEM", 12, "EINTR", 4, "EIO", 5, "ENOSPC", 28);

  private static final List<String> CALLS =
      List.of(
          "open",
          "read",
          "ioctl",
          "kill",
          "waitid",
          "pidfd_open",
          "fcntl",
          "mkfifo",
          "socketpair",
          "epoll_ctl",
          "posix_spawn",
          "epoll_wait");

  private static final List<String> LOOPS =
      List.of(
          "terminal-poller",
          "terminals-clock",
          "process-poller",
          "process-mailboxes",
          "process-output",
          "process-ticks",
          "process-tasks",
          "process-clock",
          "process-listeners",
          "event-readers",
          "health-checks",
          "registry-disk");

  /** More than a call is tried again at once, less than a loop gives up after. */
  private static final int TIMES = 3;

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static ProcessHub hub;
  private static String witness;
  private static JsonObject before;

  @BeforeAll
  static void start() {
    hub = ProcessHub.start();
    witness = hub.hub().open("stty -echo; while read line; do echo got-$line; done");
    hub.create(
        ProcessHub.script(
            "witness", "trap 'echo tick' INT; echo up; while :; do sleep 600 & wait; done"));
    hub.awaitOutput("witness", lines -> lines.contains("up"));
    begin();
    awaitNothingLeft(List.of());
    before = loops();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static Stream<Arguments> failures() {
    List<Arguments> all = new ArrayList<>();
    for (String call : CALLS) {
      NUMBERS.keySet().stream().sorted().forEach(number -> all.add(Arguments.of(call, number)));
    }
    for (String site : Stream.of(CALLS, LOOPS).flatMap(List::stream).toList()) {
      all.add(Arguments.of(site, "exception"));
      all.add(Arguments.of(site, "error"));
    }
    return all.stream();
  }

  private static IntSupplier fault(String kind) {
    return switch (kind) {
      case "exception" ->
          () -> {
            throw new IllegalStateException("a test's");
          };
      case "error" ->
          () -> {
            throw new StackOverflowError("a test's");
          };
      default -> () -> -Objects.requireNonNull(NUMBERS.get(kind));
    };
  }

  @ParameterizedTest
  @MethodSource("failures")
  void goesOnWhatever(String site, String kind) {
    List<String> descriptors = descriptors();

    try (var _ = TestFaults.inject(site, TIMES, fault(kind))) {
      begin();
    }

    testify();
    awaitNothingLeft(descriptors);
  }

  /** Calls that a start makes on a thread of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"open", "mkfifo", "posix_spawn", "pidfd_open"})
  void goesOnWhileACallHangs(String call) throws Exception {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> begun;
    try (var _ =
        TestFaults.inject(
            call,
            1,
            () -> {
              hung.countDown();
              awaitQuietly(released);
              return 0;
            })) {
      begun = CompletableFuture.runAsync(FaultsTest::begin);
      assertThat(hung.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      testify();
    } finally {
      released.countDown();
    }
    begun.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    testify();
  }

  /** A terminal and a process, begun and ended again; each request is answered, however. */
  private static void begin() {
    TestHub.Response terminal =
        hub.hub()
            .request("POST", "/api/terminals")
            .body(new JsonObject().put("command", new JsonArray().add("/bin/true")).encode())
            .send();
    assertThat(terminal.status()).isIn(201, 400, 422, 429, 500, 503);
    String name = "short" + NAMES.incrementAndGet();
    TestHub.Response process =
        hub.tryCreate(
            new JsonObject()
                .put("name", name)
                .put("kind", "node")
                .put("restart", new JsonObject().put("policy", "no"))
                .put("command", new JsonArray().add("/bin/true")));
    assertThat(process.status()).isIn(201, 400, 422, 429, 500, 503);
    if (terminal.status() == 201) {
      String path = "/api/terminals/" + terminal.json().getString("id");
      await()
          .atMost(PATIENCE)
          .until(
              () -> List.of(204, 404).contains(hub.hub().request("DELETE", path).send().status()));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> List.of(202, 204, 404).contains(hub.delete(name).status()));
  }

  /** The terminal echoes, the service runs and is heard. */
  private static void testify() {
    int number = NAMES.incrementAndGet();
    String said = "word" + number;
    await()
        .atMost(PATIENCE)
        .until(() ->
            hub.hub()
                    .request("POST", "/api/terminals/" + witness + "/keys")
                    .body(new JsonObject().put("text", said + "\n").encode())
                    .send()
                    .status()
                < 300);
    TestHub.Response seen =
        hub.hub()
            .request("POST", "/api/terminals/" + witness + "/wait")
            .body(new JsonObject().put("match", "got-" + said).put("timeout", "20s").encode())
            .send();
    assertThat(seen.json().getString("result")).isEqualTo("matched");
    long ticks = ticks();
    hub.signal("witness", "interrupt");
    await().atMost(PATIENCE).until(() -> ticks() > ticks);
  }

  private static long ticks() {
    return hub.output("witness").stream().filter("tick"::equals).count();
  }

  private static void awaitNothingLeft(List<String> descriptors) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          if (before != null) {
            assertThat(loops()).isEqualTo(before);
          }
          if (!descriptors.isEmpty()) {
            assertThat(descriptors()).hasSizeLessThanOrEqualTo(descriptors.size());
          }
        });
  }

  /** How many descriptors each loop waits on. */
  private static JsonObject loops() {
    JsonObject watched = new JsonObject();
    for (Object each :
        hub.hub().request("GET", "/api/system").send().json().getJsonArray("loops")) {
      JsonObject loop = (JsonObject) each;
      assertThat(loop.getString("state")).isNotEqualTo("dead");
      if (loop.containsKey("watched")) {
        watched.put(loop.getString("name"), loop.getInteger("watched"));
      }
    }
    return watched;
  }

  /** But for connections, which come and go. */
  private static List<String> descriptors() {
    List<String> open = new ArrayList<>();
    for (File each : Objects.requireNonNull(new File("/proc/self/fd").listFiles())) {
      try {
        String name = java.nio.file.Files.readSymbolicLink(each.toPath()).toString();
        if (name.contains("pidfd") || name.contains("/pipes/") || name.contains("/dev/pt")) {
          open.add(each.getName() + " " + name);
        }
      } catch (java.io.IOException e) {
        // It is closed by now.
      }
    }
    return open;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
