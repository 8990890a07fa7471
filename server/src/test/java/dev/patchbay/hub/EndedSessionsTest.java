package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session that has ended lets nobody go on with what it opened. */
class EndedSessionsTest {
  private static final TestHub HUB = TestHub.start();
  private static final Duration SOON = Duration.ofSeconds(1);

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void endWithAllTheirStreamsAndWaitsAndNobodyElses() throws Exception {
    String terminal = HUB.open("exec cat");
    Browser browser = Browser.logIn(HUB);
    Browser other = Browser.logIn(HUB);
    StreamClient stream = browser.watch(terminal);
    // It reads nothing, so it does not hang up when it is told to.
    TestSocket stubborn =
        TestSocket.connect(HUB.client(), HUB.streamUri(terminal, ""), browser.upgradeHeaders());
    StreamClient others = other.watch(terminal);
    StreamClient owners = HUB.watch(terminal, "");
    try (RawRequest events = RawRequest.send(browser, "GET", "/api/events", "");
        RawRequest wait =
            RawRequest.send(
                browser,
                "POST",
                "/api/terminals/" + terminal + "/wait",
                "{\"match\":\"never\",\"timeout\":\"60s\"}");
        RawRequest othersEvents = RawRequest.send(other, "GET", "/api/events", "")) {
      events.awaitHead();
      othersEvents.awaitHead();
      await().until(() -> HUB.terminal(terminal).getInteger("viewers") == 4);

      assertThat(browser.status("POST", "/api/logout")).isEqualTo(204);

      await().atMost(SOON).until(() -> stream.closeCode() == 4403);
      await().atMost(SOON).until(() -> HUB.terminal(terminal).getInteger("viewers") == 2);
      assertThat(events.endsWithin(SOON)).isTrue();
      assertThat(wait.endsWithin(SOON)).isTrue();
      stubborn.sendBinary("\u0011a stranger's words\n".getBytes(US_ASCII));
      others.type("the owner's words\n");
      others.awaitText("the owner's words");
      owners.awaitText("the owner's words");
      assertThat(owners.text()).doesNotContain("stranger");
      assertThat(othersEvents.endsWithin(Duration.ofMillis(100))).isFalse();
    }
  }

  @Test
  void fetchADownloadByATicketOnce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a b.txt"), "content");
    Browser browser = Browser.logIn(HUB);
    String path = "/api/files?path=" + file.toString().replace(" ", "%20");

    String ticket = ticket(browser, path);

    String ticketed = path + "&ticket=" + ticket;
    assertThat(HUB.bareRequest("GET", path + "&ticket=x" + ticket).send().status()).isEqualTo(401);
    TestHub.Response download = HUB.bareRequest("GET", ticketed).send();
    assertThat(download.status()).isEqualTo(200);
    assertThat(download.body()).isEqualTo("content");
    TestHub.Response again = HUB.bareRequest("GET", ticketed).send();
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.problem()).isEqualTo("used-ticket");
  }

  @Test
  void cutTheirDownloads(@TempDir Path folder) throws Exception {
    // More than buffers take; only its end has blocks on the disk.
    long size = 1L << 30;
    Path file = folder.resolve("large");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
    }
    Browser browser = Browser.logIn(HUB);
    String path = "/api/files?path=" + file;
    String ticketed = path + "&ticket=" + ticket(browser, path);
    try (RawRequest download = RawRequest.sendBare(HUB, "GET", ticketed)) {
      download.awaitHead();

      assertThat(browser.status("POST", "/api/logout")).isEqualTo(204);

      assertThat(download.rest(SOON)).hasValueSatisfying(rest -> assertThat(rest).isLessThan(size));
    }
  }

  @Test
  void takeTheirTicketsWithThem() {
    Browser browser = Browser.logIn(HUB);
    String ticket = ticket(browser, "/api/terminals");
    assertThat(browser.status("POST", "/api/logout")).isEqualTo(204);

    assertThat(HUB.bareRequest("GET", "/api/terminals?ticket=" + ticket).send().status())
        .isEqualTo(401);
  }

  @Test
  void giveTicketsForReadingOnly() {
    String ticket = ticket(Browser.logIn(HUB), "/api/terminals");

    assertThat(HUB.bareRequest("POST", "/api/terminals?ticket=" + ticket).send().status())
        .isEqualTo(401);
    assertThat(
            Browser.logIn(HUB)
                .request("POST", "/api/tickets")
                .body("{\"path\":\"https://evil.example\"}")
                .send()
                .status())
        .isEqualTo(400);
  }

  private static String ticket(Browser browser, String path) {
    return browser
        .request("POST", "/api/tickets")
        .body(new JsonObject().put("path", path).encode())
        .send()
        .json()
        .getString("ticket");
  }

  @Test
  void endWithTheirTokenWhileTheHubRuns() throws Exception {
    try (TestHub hub = TestHub.start("", Map.of("PATH", "/usr/bin:/bin"))) {
      String terminal = hub.open("exec cat");
      Browser browser = Browser.logIn(hub);
      String old = hub.token();
      StreamClient stream = browser.watch(terminal);
      StreamClient owners = hub.watch(terminal, "");
      Files.writeString(hub.dataDir().resolve("token"), "the-next-token-of-this-hub\n");

      await().atMost(SOON).until(() -> stream.closeCode() == 4403);
      await().atMost(SOON).until(() -> owners.closeCode() == 4403);
      assertThat(browser.status("GET", "/api/system")).isEqualTo(401);
      assertThat(hub.token()).isEqualTo("the-next-token-of-this-hub");
      assertThat(hub.request("GET", "/api/system").send().status()).isEqualTo(200);
      assertThat(
              hub.bareRequest("GET", "/api/system")
                  .header("Authorization", "Bearer " + old)
                  .send()
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void stayEndedAfterARestartAlsoWhereTheDiskWasFull(@TempDir Path dataDir) throws Exception {
    List<String> arguments = List.of("serve", "--port", "0", "--data-dir", dataDir.toString());
    String[] command = arguments.toArray(String[]::new);
    String cookie;
    String key;
    String late;
    try (HubProcess hub = HubProcess.start(Map.of(), command)) {
      RawLogin first = RawLogin.at(hub);
      cookie = first.cookieValue();
      key = first.key();
      await().until(() -> Files.exists(dataDir.resolve("sessions")));
      // No file can be written any more, as on a disk without room.
      limitFiles(hub.pid(), "0:unlimited");

      RawLogin second = RawLogin.at(hub);
      assertThat(second.status(hub, "GET", "/api/system")).isEqualTo(200);
      late = second.cookieValue();
      await().until(() -> second.unwritten(hub).contains(dataDir.resolve("sessions").toString()));
      assertThat(first.status(hub, "POST", "/api/logout")).isEqualTo(204);
      assertThat(first.status(hub, "GET", "/api/system")).isEqualTo(401);
      assertThat(second.status(hub, "GET", "/api/system")).isEqualTo(200);
      hub.kill();
      hub.awaitExit();
    }
    try (HubProcess hub = HubProcess.start(Map.of(), command)) {
      assertThat(new RawLogin(cookie, key).status(hub, "GET", "/api/system")).isEqualTo(401);
      limitFiles(hub.pid(), "0:unlimited");
      RawLogin third = RawLogin.at(hub);
      limitFiles(hub.pid(), "unlimited:unlimited");
      await().until(() -> Files.exists(dataDir.resolve("sessions")));
      hub.kill();
      hub.awaitExit();
      try (HubProcess next = HubProcess.start(Map.of(), command)) {
        assertThat(third.status(next, "GET", "/api/system")).isEqualTo(200);
        assertThat(late).isNotEqualTo(third.cookieValue());
      }
    }
  }

  private static void limitFiles(long pid, String limits) throws Exception {
    Process process =
        new ProcessBuilder("prlimit", "--pid", pid + "", "--fsize=" + limits).inheritIO().start();
    assertThat(process.waitFor()).isZero();
  }

  /**
   * A session on a hub that is a process of its own, which has another port, so another name of the
   * cookie, after each start.
   */
  private record RawLogin(String cookieValue, String key) {
    static RawLogin at(HubProcess hub) throws IOException {
      String body = new JsonObject().put("token", hub.token()).encode();
      String answer =
          exchange(hub, "POST", "/api/login", "Content-Type: application/json\r\n", body);
      assertThat(answer).startsWith("HTTP/1.1 200");
      String cookie = answer.replaceFirst("(?is)^.*set-cookie: \\w+=([\\w-]+).*$", "$1");
      JsonObject json = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
      return new RawLogin(cookie, json.getString("key"));
    }

    int status(HubProcess hub, String method, String path) throws IOException {
      return Integer.parseInt(send(hub, method, path).substring(9, 12));
    }

    /** What the hub says of files that it cannot write. */
    String unwritten(HubProcess hub) throws IOException {
      String answer = send(hub, "GET", "/api/system");
      return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4))
          .getJsonArray("storage")
          .encode();
    }

    private String send(HubProcess hub, String method, String path) throws IOException {
      String headers =
          "Cookie: patchbay_session_%d=%s\r\nX-Patchbay-Key: %s\r\n"
              .formatted(URI.create(hub.url()).getPort(), cookieValue, key);
      return exchange(hub, method, path, headers, "");
    }

    private static String exchange(
        HubProcess hub, String method, String path, String headers, String body)
        throws IOException {
      URI uri = URI.create(hub.url());
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        String request =
            "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(method, path, uri.getAuthority(), body.length(), headers, body);
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
      }
    }
  }

  /** A request whose answer does not come to its end by itself. */
  private record RawRequest(Socket socket) implements AutoCloseable {
    static RawRequest send(Browser browser, String method, String path, String body)
        throws IOException {
      URI uri = URI.create(browser.hub().url());
      Socket socket = new Socket(uri.getHost(), uri.getPort());
      String request =
          ("%s %s HTTP/1.1\r\nHost: %s\r\nCookie: %s\r\nX-Patchbay-Key: %s\r\n"
                  + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s")
              .formatted(
                  method,
                  path,
                  uri.getAuthority(),
                  browser.cookie(),
                  browser.key(),
                  body.length(),
                  body);
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new RawRequest(socket);
    }

    /** Without cookie and key. */
    static RawRequest sendBare(TestHub hub, String method, String path) throws IOException {
      URI uri = URI.create(hub.url());
      Socket socket = new Socket(uri.getHost(), uri.getPort());
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(method, path, uri.getAuthority());
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      return new RawRequest(socket);
    }

    void awaitHead() throws IOException {
      assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }

    boolean endsWithin(Duration time) throws IOException {
      return rest(time).isPresent();
    }

    /**
     * @param quiet how long nothing may come
     * @return how many bytes came before the end; empty if it did not come
     */
    Optional<Long> rest(Duration quiet) throws IOException {
      socket.setSoTimeout((int) quiet.toMillis());
      byte[] bytes = new byte[64 * 1024];
      long total = 0;
      try {
        InputStream in = socket.getInputStream();
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
          total += count;
        }
        return Optional.of(total);
      } catch (SocketTimeoutException _) {
        return Optional.empty();
      } catch (SocketException _) {
        return Optional.of(total);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
