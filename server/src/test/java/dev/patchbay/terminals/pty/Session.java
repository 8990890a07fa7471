package dev.patchbay.terminals.pty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A program on a pseudo-terminal and all that it printed. */
final class Session implements PtyListener {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Guarded by this. */
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
  private final CompletableFuture<Pty> pty = new CompletableFuture<>();
  private volatile int limit = Integer.MAX_VALUE;

  static Session run(Ptys ptys, String script) {
    return withAllowance(ptys, Integer.MAX_VALUE, script);
  }

  static Session withAllowance(Ptys ptys, int limit, String script) {
    Session session = new Session();
    session.limit = limit;
    session.pty.complete(ptys.start(spec(Path.of("/bin/sh"), "sh", "-c", script), session));
    return session;
  }

  static void start(Ptys ptys, Path executable) {
    ptys.start(spec(executable, executable.toString()), new Session());
  }

  private static PtySpec spec(Path executable, String... argv) {
    Map<String, String> environment =
        Map.of("PATH", "/usr/bin:/bin", "GREETING", "hello", "MARK", "m" + System.nanoTime());
    return new PtySpec(executable, List.of(argv), environment, "MARK", Path.of("/"), 100, 30);
  }

  Pty pty() {
    return pty.join();
  }

  /** Lets this many bytes through in all. */
  void allow(int bytes) {
    limit = bytes;
    pty().resume();
  }

  @Override
  public synchronized int allowance() {
    return limit - output.size();
  }

  @Override
  public synchronized void output(byte[] buffer, int offset, int length) {
    output.write(buffer, offset, length);
  }

  @Override
  public void exited(ExitStatus status) {
    exit.complete(status);
  }

  synchronized String output() {
    return output.toString(UTF_8);
  }

  void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> output().contains(text));
  }

  ExitStatus awaitExit() {
    return exit.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
  }

  void end() {
    pty().tree().end(Duration.ZERO);
    awaitExit();
  }
}
