package dev.patchbay.cli;

import static org.awaitility.Awaitility.await;

import dev.patchbay.config.DataDir;
import dev.patchbay.config.RunningHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real hub, in a process of its own, on a free port. */
final class HubProcess implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path dataDir;
  private final Process process;

  private HubProcess(Path dataDir, Process process) {
    this.dataDir = dataDir;
    this.process = process;
  }

  /** Starts one and waits until it answers. */
  static HubProcess start(Path dataDir) throws IOException {
    return start(dataDir, System.getenv());
  }

  /**
   * @param environment all that the hub is started with
   */
  static HubProcess start(Path dataDir, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("serve", "--port", "0", "--data-dir", dataDir.toString()));
    Path log = dataDir.resolve("hub.log");
    Files.createDirectories(dataDir);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    HubProcess hub = new HubProcess(dataDir, process);
    await()
        .atMost(PATIENCE)
        .until(() -> !process.isAlive() || Files.readString(log).contains("ready at"));
    if (!process.isAlive()) {
      throw new AssertionError("the hub ended: " + Files.readString(log));
    }
    return hub;
  }

  /** The command line of the program, up to where its own arguments begin. */
  static List<String> program() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "dev.patchbay.hub.Main");
  }

  Path dataDir() {
    return dataDir;
  }

  RunningHub address() {
    return RunningHub.find(new DataDir(dataDir)).orElseThrow();
  }

  FoundHub found() {
    return FoundHub.find(new DataDir(dataDir), Map.of());
  }

  /** Asks it to stop, without waiting. */
  void stop() {
    process.destroy();
  }

  /** Ends it as the kernel would that is out of memory. */
  void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }
}
