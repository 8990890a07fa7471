package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.config.Storage;
import dev.patchbay.os.Loops;
import dev.patchbay.processes.child.ChildListener.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One throw of whoever is told of a line does not end the log. */
class OutputLogTest {
  @TempDir private Path folder;

  private final Loops loops = new Loops((_, _) -> {});
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private OutputLog log(Executor executor, OutputLog.LineListener listener) {
    return new OutputLog(
        loops.named("test"),
        folder.resolve("out.log"),
        new Rotation(1024 * 1024, 2),
        new Storage(),
        executor,
        listener);
  }

  private static void say(OutputLog log, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    log.add(1, Source.OUT, Instant.now(), bytes, 0, bytes.length);
  }

  private static void await(OutputLog log) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    log.whenDone(() -> done.complete(null));
    done.get(30, TimeUnit.SECONDS);
  }

  @Test
  void goesOnAfterAListenerThatThrows() throws Exception {
    OutputLog log =
        log(
            threads,
            (_, line) -> {
              if (line.text().equals("one")) {
                throw new StackOverflowError();
              }
            });

    say(log, "one\n");
    await(log);
    say(log, "two\n");
    await(log);

    assertThat(log.newest(10)).extracting(OutputLine::text).containsExactly("one", "two");
    assertThat(text()).contains(" one\n").contains(" two\n");
  }

  @Test
  void doesWhatIsToBeDoneAfterOneThatThrows() throws Exception {
    OutputLog log = log(threads, (_, _) -> {});
    log.whenDone(() -> {
      throw new AssertionError("a test's");
    });

    await(log);
  }

  @Test
  void triesAgainIfThereWasNobodyToDoIt() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    OutputLog log =
        log(
            task -> {
              if (attempts.incrementAndGet() == 1) {
                throw new RejectedExecutionException();
              }
              threads.execute(task);
            },
            (_, _) -> {});

    assertThatThrownBy(() -> say(log, "one\n")).isInstanceOf(RejectedExecutionException.class);
    say(log, "two\n");
    await(log);

    assertThat(text()).contains(" one\n").contains(" two\n");
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("out.log"));
  }
}
