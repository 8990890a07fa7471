package dev.patchbay.processes.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Errno;
import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loop;
import dev.patchbay.os.Loops;
import dev.patchbay.os.OsException;
import dev.patchbay.os.Pipes;
import dev.patchbay.os.Program;
import dev.patchbay.os.Restraints;
import dev.patchbay.os.TestFaults;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Children that end at once, or cannot be started, leave nothing behind. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class LauncherTest {
  private static final int PROCESSES = 600;
  private static final int AT_ONCE = 8;

  @TempDir private Path folder;

  private final Loops loops = new Loops((_, _) -> {});
  private final BlockingPool pool = new BlockingPool();
  private final Launcher launcher = new Launcher(pool, loops, new SparePipes(List.of()));

  @AfterEach
  void close() {
    launcher.close();
  }

  private ChildSpec spec(String name, boolean channel, String... command) {
    return new ChildSpec(
        new Program(
            Path.of(command[0]),
            List.of(command),
            Map.of("MARK", name, "PATH", "/usr/bin:/bin"),
            Path.of("/")),
        "MARK=" + name,
        folder.resolve(name),
        Restraints.NONE,
        channel);
  }

  /** Counts its output. */
  private static class Listener implements ChildListener {
    final AtomicInteger bytes = new AtomicInteger();
    final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();

    @Override
    public void output(Source source, byte[] buffer, int offset, int length) {
      bytes.addAndGet(length);
    }

    @Override
    public void exited(ExitStatus status, boolean alone) {
      exit.complete(status);
    }

    @Override
    public void message(String json) {}

    @Override
    public void disconnected() {}
  }

  @Test
  void leavesNothingOfThoseThatEndAtOnce() {
    run("warm", 20);
    int before = descriptors().size();

    run("short", PROCESSES);

    assertThat(watched()).isZero();
    assertThat(descriptors()).hasSizeLessThanOrEqualTo(before);
    assertThat(folder).isEmptyDirectory();
  }

  private void run(String name, int count) {
    try (ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE)) {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String each = name + i;
        boolean channel = i % 2 == 0;
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  Listener listener = new Listener();
                  Child child = launcher.launch(spec(each, channel, "/bin/true"), listener);
                  listener.exit.join();
                  CompletableFuture<Void> released = new CompletableFuture<>();
                  child.release(() -> released.complete(null));
                  released.join();
                },
                starters));
      }
      all.forEach(CompletableFuture::join);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mkfifo", "open", "socketpair", "fcntl", "posix_spawn", "pidfd_open", "epoll_ctl"})
  void closesWhatItOpenedExactlyOnceIfACallFails(String call) {
    run("warm", 2);
    Set<String> before = descriptors();

    try (var _ = TestFaults.inject(call, 1, () -> -Errno.EMFILE)) {
      assertThatThrownBy(
              () -> launcher.launch(spec("refused", true, "/bin/sleep", "60"), new Listener()))
          .isInstanceOf(OsException.class);
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> descriptors().equals(before));
    assertThat(watched()).isZero();
    assertThat(folder).isEmptyDirectory();
    run("next", 2);
  }

  @Test
  void readsAllThatALargePipeHoldsWhenItIsReleased() throws IOException {
    int size = 512 * 1024;
    CountDownLatch busy = new CountDownLatch(1);
    Listener listener =
        new Listener() {
          @Override
          public void output(Source source, byte[] buffer, int offset, int length) {
            super.output(source, buffer, offset, length);
            try {
              busy.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
        };
    Child child = launcher.launch(spec("large", false, "/bin/sh", "-c", "echo; read x"), listener);
    await().atMost(Duration.ofSeconds(30)).until(() -> listener.bytes.get() > 0);
    // The poller is busy with the first line while all this is written.
    Pipes.fill(folder.resolve("large.out"), size);
    CompletableFuture<Void> released = new CompletableFuture<>();
    child.release(() -> released.complete(null));
    busy.countDown();
    released.join();

    assertThat(listener.bytes).hasValue(size + 1);
    assertThat(Files.exists(folder.resolve("large.out"))).isFalse();
  }

  @Test
  void tellsTheEndAgainIfTellingItThrew() {
    AtomicInteger told = new AtomicInteger();
    Listener listener =
        new Listener() {
          @Override
          public void exited(ExitStatus status, boolean alone) {
            if (told.incrementAndGet() == 1) {
              throw new AssertionError("a test's");
            }
            super.exited(status, alone);
          }
        };
    Child child = launcher.launch(spec("end", false, "/bin/sh", "-c", "exit 7"), listener);

    assertThat(listener.exit.join()).isEqualTo(new ExitStatus.Exited(7));
    child.release(() -> {});
  }

  private int watched() {
    return loops.states().stream()
        .map(Loop.State::watched)
        .mapToInt(count -> count.orElse(0))
        .sum();
  }

  /** What is open, by number and file. */
  private static Set<String> descriptors() {
    File[] open = Objects.requireNonNull(new File("/proc/self/fd").listFiles());
    return java.util.Arrays.stream(open)
        .map(File::toPath)
        .flatMap(path -> {
          try {
            return java.util.stream.Stream.of(
                path.getFileName() + " " + Files.readSymbolicLink(path));
          } catch (IOException e) {
            // The descriptor that lists the folder itself.
            return java.util.stream.Stream.empty();
          }
        })
        .collect(Collectors.toSet());
  }
}
