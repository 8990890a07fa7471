package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import dev.patchbay.security.AccessToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The hub that runs on a data dir, and the calls on it. */
record FoundHub(RunningHub running, HubAddress address, AccessToken token, DataDir dataDir) {
  /** Above the 10 s that the hub may take to end a terminal that ignores being asked. */
  private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(30).toMillis();

  /** The hub's Unix socket in its data dir. */
  private static final String SOCKET = "hub.sock";

  /**
   * What a hub that crashed has left behind counts for nothing: its pid and its port may be
   * anybody's by now.
   *
   * @throws Failure if none runs here, or its token is not to be had
   */
  static FoundHub find(DataDir dataDir, Map<String, String> environment) {
    RunningHub hub =
        RunningHub.find(dataDir)
            .filter(found -> found.isAlive() && RunningHub.isClaimed(dataDir))
            .orElseThrow(() ->
                new Failure(
                    Failure.NO_HUB,
                    "no hub is running (data dir "
                        + dataDir.path()
                        + "); \"patchbay\" starts one"));
    AccessToken token =
        AccessToken.find(environment, dataDir)
            .orElseThrow(() ->
                new Failure(
                    Failure.NOT_ALLOWED,
                    "the hub's token is not in its data dir; set "
                        + AccessToken.VARIABLE
                        + " to the one it was started with"));
    return new FoundHub(hub, HubAddress.parse(hub.url()), token, dataDir);
  }

  /** Whether its process is still there. */
  boolean isAlive() {
    return running.isAlive();
  }

  /**
   * A fresh connection to what has shown that it is the hub: over its Unix socket, whose peer the
   * kernel names, or else by a proof that it knows the token.
   *
   * @throws Failure if something else answers
   */
  HubConnection connect() throws IOException {
    Optional<HubConnection> local = UnixConnection.open(dataDir.path().resolve(SOCKET));
    return local.isPresent() ? local.get() : TcpConnection.open(address, token);
  }

  /**
   * The page's address, once what listens there has proved that it is the hub: a browser shows it
   * the token.
   */
  String pageUrl() {
    try (HubConnection _ = TcpConnection.open(address, token)) {
      return address.url();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  String get(String path) {
    return get(path, Duration.ZERO);
  }

  /**
   * @param wait how long the hub may take at most
   */
  String get(String path, Duration wait) {
    return call("GET", path, null, wait);
  }

  String post(String path, String body) {
    return post(path, body, Duration.ZERO);
  }

  /**
   * @param wait how long the hub is asked to take at most
   */
  String post(String path, String body, Duration wait) {
    return call("POST", path, body, wait);
  }

  String patch(String path, String body) {
    return call("PATCH", path, body, Duration.ZERO);
  }

  void delete(String path) {
    call("DELETE", path, null, Duration.ZERO);
  }

  /** All terminals, the oldest first. */
  List<TerminalRecord> terminals() {
    return TerminalRecord.list(get("/api/terminals"));
  }

  /**
   * Makes one call on a connection of its own.
   *
   * @return the answer's body
   * @throws Failure if the hub does not answer or does not do it
   */
  private String call(String method, String path, @Nullable String body, Duration wait) {
    try (HubConnection connection = connect()) {
      connection.limitReads((int) Math.min(Integer.MAX_VALUE, ANSWER_MILLIS + wait.toMillis()));
      OutputStream out = connection.out();
      byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
      String type = body == null ? "" : "Content-Type: application/json\r\n";
      String head =
          requestHead(method, path)
              + type
              + ("Content-Length: " + content.length + "\r\nConnection: close\r\n\r\n");
      out.write(head.getBytes(ISO_8859_1));
      out.write(content);
      out.flush();
      return answer(new BufferedInputStream(connection.in()));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Reads an answer to its end.
   *
   * @throws Failure if the hub does not do what it was asked
   */
  static String answer(InputStream in) throws IOException {
    HttpHead head = HttpHead.read(in);
    if (head.status() >= 300) {
      throw head.failure(in);
    }
    return new String(head.readBody(in), UTF_8);
  }

  /** The lines that every request begins with. */
  String requestHead(String method, String path) {
    return method
        + (" " + path + " HTTP/1.1\r\nHost: " + address.authority())
        + ("\r\nAuthorization: Bearer " + token.reveal() + "\r\n");
  }

  Failure unreachable(IOException e) {
    String reason = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    if (e instanceof SSLException) {
      return new Failure(
          Failure.FAILED, "no trusted connection to the hub at " + address.url() + ": " + reason);
    }
    return new Failure(
        Failure.NO_HUB,
        isAlive()
            ? "the hub at "
                + address.url()
                + " (pid "
                + running.pid()
                + ") does not answer: "
                + reason
            : "no hub is running; the one at " + address.url() + " ended without a word");
  }
}
