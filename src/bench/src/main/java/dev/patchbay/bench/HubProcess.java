package dev.patchbay.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A hub in a process of its own, started as its users start it. */
final class HubProcess implements AutoCloseable {
  private static final String TOKEN = "a-token-for-the-benchmark";
  private static final String READY = "Patchbay is ready at ";
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final Duration started;
  private final Path dataDir;
  private final HttpConnection http;

  private HubProcess(Process process, int port, Duration started, Path dataDir) throws IOException {
    this.process = process;
    this.dataDir = dataDir;
    this.port = port;
    this.started = started;
    http = new HttpConnection(port, authorization());
    // A connection that has not shown the token is closed after ten seconds.
    http.call("GET", "/api/terminals", new JsonObject());
  }

  /** Returns once it says that it is ready. */
  static HubProcess start(Lab lab) throws IOException {
    return start(lab, "{}");
  }

  /**
   * @param config the configuration file's text
   */
  static HubProcess start(Lab lab, String config) throws IOException {
    return start(lab, Surroundings.in(lab).withConfig(config));
  }

  /**
   * What a hub is started with.
   *
   * @param dataDir perhaps an earlier hub's
   * @param config the configuration file's text
   * @param jvmOptions such as {@code -Xmx512m}, over those that users have
   * @param launcher what the starter is run by, such as {@code prlimit --nofile=1024}; or empty
   */
  record Surroundings(Path dataDir, String config, String jvmOptions, List<String> launcher) {
    static Surroundings in(Lab lab) throws IOException {
      return in(lab.newFolder("data"));
    }

    static Surroundings in(Path dataDir) {
      return new Surroundings(dataDir, "{}", "", List.of());
    }

    Surroundings withConfig(String text) {
      return new Surroundings(dataDir, text, jvmOptions, launcher);
    }

    Surroundings withJvmOptions(String options) {
      return new Surroundings(dataDir, config, options, launcher);
    }

    Surroundings withLauncher(String... command) {
      return new Surroundings(dataDir, config, jvmOptions, List.of(command));
    }
  }

  static HubProcess start(Lab lab, Surroundings surroundings) throws IOException {
    Path dataDir = surroundings.dataDir();
    Path folder = Files.createDirectories(dataDir.resolve("patchbay"));
    Files.writeString(folder.resolve("patchbay.yaml"), surroundings.config());
    List<String> command = new ArrayList<>(surroundings.launcher());
    command.addAll(
        List.of(lab.starter().toString(), "--port", "0", "--data-dir", dataDir.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(dataDir.resolve("log").toFile());
    builder.environment().put("PATCHBAY_TOKEN", TOKEN);
    builder.environment().put("JDK_JAVA_OPTIONS", surroundings.jvmOptions());
    builder.environment().put("XDG_CONFIG_HOME", dataDir.toString());
    long start = System.nanoTime();
    Process process = builder.start();
    // Also where the measuring is broken off.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(READY)) {
        Duration started = Duration.ofNanos(System.nanoTime() - start);
        int port = URI.create(line.substring(READY.length())).getPort();
        return new HubProcess(process, port, started, dataDir);
      }
    }
    throw new IOException("the hub did not start; see " + dataDir.resolve("log"));
  }

  /** A further connection, for a thread of its own. */
  HttpConnection connect() throws IOException {
    return new HttpConnection(port, authorization());
  }

  Path dataDir() {
    return dataDir;
  }

  int port() {
    return port;
  }

  /** From the start of the script to the line that says that it is ready. */
  Duration started() {
    return started;
  }

  ProcessFacts facts() {
    return new ProcessFacts(process.pid());
  }

  /**
   * @return the new terminal's id
   */
  String open(String... command) throws IOException {
    return http.call(
            "POST",
            "/api/terminals",
            new JsonObject().put("command", new JsonArray(List.of(command))))
        .getString("id");
  }

  /**
   * @param query with its question mark, or empty
   */
  JsonObject tools(String query) throws IOException {
    return http.call("GET", "/api/tools" + query, new JsonObject());
  }

  /**
   * @return the id of the terminal that the tool runs in
   */
  String launch(String tool, String... args) throws IOException {
    return http.call(
            "POST",
            "/api/tools/" + tool + "/launch",
            new JsonObject().put("args", new JsonArray(List.of(args))))
        .getString("id");
  }

  /** Declares a process, and gives it as it stands then. */
  JsonObject declare(JsonObject process) throws IOException {
    return http.call("POST", "/api/processes", process);
  }

  /** All processes as they stand. */
  List<JsonObject> processes() throws IOException {
    return http.call("GET", "/api/processes", new JsonObject()).getJsonArray("processes").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  JsonObject process(String id) throws IOException {
    return read("/api/processes/" + id);
  }

  /** Ends a process and forgets it. */
  void forget(String id) throws IOException {
    http.call("DELETE", "/api/processes/" + id, new JsonObject());
  }

  /** Reads over a connection of its own. */
  JsonObject read(String path) throws IOException {
    try (HttpConnection connection = connect()) {
      return connection.call("GET", path, new JsonObject());
    }
  }

  /**
   * @throws IOException if the hub answers this with a success, or not at all
   */
  void refuses(String path) throws IOException {
    try {
      read(path);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith("HTTP/1.1 4")) {
        return;
      }
      throw e;
    }
    throw new IOException(path + " was not refused");
  }

  /**
   * @param wish such as {@code stop}
   */
  void wish(String process, String wish) throws IOException {
    http.call("POST", "/api/processes/" + process + "/" + wish, new JsonObject());
  }

  /** Its events, from now on. */
  EventStream events() throws IOException {
    return EventStream.open(port, authorization());
  }

  void delete(String id) throws IOException {
    http.call("DELETE", "/api/terminals/" + id, new JsonObject());
  }

  /** The same over a connection of its own. */
  void deleteAnew(String id) throws IOException {
    try (HttpConnection connection = connect()) {
      connection.call("DELETE", "/api/terminals/" + id, new JsonObject());
    }
  }

  /** What the terminals run. */
  List<ProcessFacts> programs() throws IOException {
    return http.call("GET", "/api/terminals", new JsonObject()).getJsonArray("terminals").stream()
        .map(terminal -> new ProcessFacts(((JsonObject) terminal).getLong("pid")))
        .toList();
  }

  /** Watches a terminal and draws at once. */
  HubClient watch(String id, String flow) throws IOException {
    return new HubClient(socket(id, flow), true);
  }

  /** Watches a terminal and leaves the acknowledging to the caller. */
  HubClient watchSlowly(String id) throws IOException {
    return new HubClient(socket(id, "skip"), false);
  }

  /** The bare connection to a terminal's stream. */
  WebSocket socket(String id, String flow) throws IOException {
    return WebSocket.open(port, "/api/terminals/" + id + "/stream?flow=" + flow, authorization());
  }

  private static String authorization() {
    return "Authorization: Bearer " + TOKEN + "\r\n";
  }

  /**
   * Asks it to stop.
   *
   * @return how long that took
   */
  Duration stop() throws IOException {
    http.close();
    long start = System.nanoTime();
    process.destroy();
    try {
      process.onExit().orTimeout(STOP.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      throw new IOException("the hub did not stop within " + STOP, e);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Ends it without a word. */
  void kill() throws IOException {
    // The script that started it has become it.
    process.destroyForcibly().onExit().join();
    http.close();
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      stop();
    }
  }
}
