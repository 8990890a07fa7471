package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.terminals.pty.Pty;
import dev.patchbay.terminals.pty.PtyListener;
import dev.patchbay.terminals.pty.PtySpec;
import dev.patchbay.terminals.pty.Ptys;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A user's terminal, in which a shell runs the client. What the shell prints before and after shows
 * whether the terminal was given back as it was.
 */
final class Seat implements PtyListener, AutoCloseable {
  static final int COLS = 90;
  static final int ROWS = 25;

  /** Settings that no program would choose by itself, so that a mere reset is noticed. */
  private static final String SCRIPT =
      """
      stty -ixon intr ^G tostop
      stty -g > "$SEAT/before"
      eval "$PATCHBAY"
      code=$?
      stty -g > "$SEAT/after"
      stty sane
      echo "[code $code]"
      cmp -s "$SEAT/before" "$SEAT/after" && echo "[settings restored]" || echo "[settings lost]"
      """;

  /** Guarded by this. */
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
  private final CompletableFuture<Pty> pty = new CompletableFuture<>();

  private Seat() {}

  /**
   * Runs the client.
   *
   * @param folder for files of the shell's
   * @param arguments as a shell takes them
   */
  static Seat run(Ptys ptys, Path folder, Path dataDir, String arguments) {
    Seat seat = new Seat();
    int space = arguments.indexOf(' ');
    String command =
        arguments.substring(0, space)
            + " --data-dir '"
            + dataDir
            + "'"
            + arguments.substring(space);
    PtySpec spec =
        new PtySpec(
            Path.of("/bin/sh"),
            List.of("sh", "-c", SCRIPT),
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "TERM",
                "xterm-256color",
                "SEAT",
                folder.toString(),
                "PATCHBAY",
                String.join(" ", HubProcess.program()) + " " + command,
                "MARK",
                "m" + System.nanoTime()),
            "MARK",
            folder,
            COLS,
            ROWS);
    seat.pty.complete(ptys.start(spec, seat));
    return seat;
  }

  void type(String text) {
    if (!pty.join().write(text.getBytes(UTF_8))) {
      throw new AssertionError("the terminal takes nothing");
    }
  }

  void resize(int cols, int rows) {
    pty.join().resize(cols, rows);
  }

  long shell() {
    return pty.join().pid();
  }

  /** The client, a child of the shell's. */
  ProcessHandle client() {
    return ProcessHandle.of(shell())
        .orElseThrow()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  synchronized String output() {
    return output.toString(UTF_8);
  }

  void awaitOutput(String text) {
    await().atMost(HubProcess.PATIENCE).untilAsserted(() -> assertThat(output()).contains(text));
  }

  /** Waits until the shell has ended, and gives all that was on its screen. */
  String awaitEnd() {
    exit.orTimeout(HubProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    return output();
  }

  @Override
  public int allowance() {
    return Integer.MAX_VALUE;
  }

  @Override
  public synchronized void output(byte[] buffer, int offset, int length) {
    output.write(buffer, offset, length);
  }

  @Override
  public void exited(ExitStatus status) {
    exit.complete(status);
  }

  @Override
  public void close() {
    if (!exit.isDone()) {
      var _ = pty.join().tree().end(Duration.ZERO);
    }
  }
}
