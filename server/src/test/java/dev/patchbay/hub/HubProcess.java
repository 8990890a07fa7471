package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The hub as a process of its own, as users start it. */
final class HubProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final Path errors;
  private final String ready;

  private HubProcess(Process process, BufferedReader output, Path errors, String ready) {
    this.process = process;
    this.output = output;
    this.errors = errors;
    this.ready = ready;
  }

  /** Starts it and waits until it is ready or has ended. */
  static HubProcess start(Map<String, String> environment, String... arguments) throws IOException {
    return start(List.of(), environment, arguments);
  }

  /**
   * @param launcher a command that executes the one after it, such as {@code prlimit}; or empty
   */
  static HubProcess start(
      List<String> launcher, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(
        launcher,
        List.of("--enable-native-access=ALL-UNNAMED"),
        "dev.patchbay.hub.Main",
        environment,
        arguments);
  }

  /**
   * The same by way of another class.
   *
   * @param main the class that calls the hub's own
   */
  static HubProcess start(
      List<String> launcher, String main, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(
        launcher, List.of("--enable-native-access=ALL-UNNAMED"), main, environment, arguments);
  }

  /** The same with options of Java's. */
  static HubProcess start(
      List<String> launcher,
      List<String> options,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    return start(launcher, options, "dev.patchbay.hub.Main", environment, arguments);
  }

  /**
   * @param environment in which an empty text takes a variable away
   */
  private static HubProcess start(
      List<String> launcher,
      List<String> options,
      String main,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            main));
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("patchbay-test", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PATCHBAY"));
    builder.environment().putAll(environment);
    builder.environment().values().removeIf(String::isEmpty);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = output.readLine();
    return new HubProcess(process, output, errors, line == null ? "" : line);
  }

  /** The one line on standard output; empty if it ended without one. */
  String ready() {
    return ready;
  }

  /** Writes a line to it, and gives the one that it answers with; empty if it has ended. */
  String tell(String line) throws IOException {
    process.outputWriter().append(line).append('\n').flush();
    return Objects.requireNonNullElse(output.readLine(), "");
  }

  String url() {
    return ready.replaceFirst("^Patchbay is ready at (\\S+)/#token=.*$", "$1");
  }

  String token() {
    return ready.replaceFirst("^.*#token=", "");
  }

  long pid() {
    return process.pid();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** The same for a message. */
  String errorText() {
    try {
      return errors();
    } catch (IOException e) {
      return e.toString();
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  int awaitExit() {
    return process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    awaitExit();
  }
}
