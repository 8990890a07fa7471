package dev.patchbay.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.BlockingPoolException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockingPoolTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private final CountDownLatch hangs = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private Path served;
  private BlockingPool pool;

  @BeforeEach
  void open() throws IOException {
    folder = folder.toRealPath();
    served = Files.createDirectory(folder.resolve("served one"));
    String point = served.toString().replace(" ", "\\040");
    Path table =
        Files.writeString(
            folder.resolve("mounts"),
            "1 0 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
                + "2 1 0:50 / "
                + point
                + " rw shared:2 master:1 - fuse.sshfs host:/ rw\n");
    pool =
        new BlockingPool(
            new BlockingPool.Limits(4, 8, 2, 3, 6, 3, Duration.ofSeconds(30)),
            new MountTable(table));
  }

  @AfterEach
  void release() {
    hangs.countDown();
    pool.close();
  }

  private Integer hang() throws InterruptedException {
    hanging.incrementAndGet();
    hangs.await();
    return 1;
  }

  /** Asks from a virtual thread, as the hub does. */
  private CompletableFuture<Integer> hang(Path path, Duration limit) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        result.complete(pool.call(path, limit, this::hang, _ -> {}));
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  private Reason refusal(Path path) {
    return catchThrowableOfType(BlockingPoolException.class, () -> pool.call(path, () -> 1))
        .reason();
  }

  @Test
  void givesResultsAndWhatIsThrown() throws IOException {
    assertThat(pool.call(folder, () -> Thread.currentThread().isVirtual())).isFalse();
    assertThatThrownBy(() -> pool.call(folder, () -> Files.readString(folder.resolve("absent"))))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() ->
            pool.call(
                folder,
                () -> {
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(pool.call(folder, () -> 7)).isEqualTo(7);
  }

  @Test
  void aCallOverItsLimitFailsAndItsMountIsRefusedUntilItReturns() {
    assertThatThrownBy(() -> pool.call(served.resolve("x"), SHORT, this::hang, _ -> {}))
        .isInstanceOfSatisfying(
            BlockingPoolException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT);
              assertThat(e).hasMessageContaining(served.resolve("x").toString());
            });

    assertThat(refusal(served.resolve("y"))).isEqualTo(Reason.TIMED_OUT);
    assertThat(pool.call(folder, () -> 7)).isEqualTo(7);
    assertThat(pool.load().writtenOff()).isOne();
    assertThat(pool.load().silent()).containsExactly(served.resolve("x"));

    hangs.countDown();
    await().untilAsserted(() -> assertThat(pool.load().writtenOff()).isZero());
    assertThat(pool.call(served.resolve("y"), () -> 8)).isEqualTo(8);
  }

  @Test
  void ofTheMachinesOwnDisksOnlyThePathIsRefused() {
    assertThatThrownBy(() -> pool.call(folder.resolve("x"), SHORT, this::hang, _ -> {}))
        .isInstanceOf(BlockingPoolException.class);

    assertThat(refusal(folder.resolve("x"))).isEqualTo(Reason.TIMED_OUT);
    assertThat(pool.call(folder.resolve("y"), () -> 7)).isEqualTo(7);
  }

  @Test
  void aDeadMountIsKnownByWhateverLinkLeadsThere() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("served one"));
    Path further = Files.createSymbolicLink(folder.resolve("further"), link.resolve("../link"));
    assertThatThrownBy(() -> pool.call(further, SHORT, this::hang, _ -> {}))
        .isInstanceOf(BlockingPoolException.class);

    assertThat(refusal(link.resolve("x"))).isEqualTo(Reason.TIMED_OUT);
    assertThat(refusal(served)).isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void noMountTakesAllThreads() {
    List<CompletableFuture<Integer>> hung = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      hung.add(hang(served.resolve("x" + i), LONG));
    }
    // Not before these have a thread each, or there would be no room for three more to wait.
    await().untilAsserted(() -> assertThat(hanging).hasValue(2));
    for (int i = 2; i < 5; i++) {
      hung.add(hang(served.resolve("x" + i), LONG));
    }
    await().untilAsserted(() -> assertThat(pool.load().waiting()).isEqualTo(3));

    assertThat(pool.call(folder, () -> 7)).isEqualTo(7);
    assertThat(refusal(served.resolve("more"))).isEqualTo(Reason.FULL);

    hangs.countDown();
    assertThat(hung).allSatisfy(each -> assertThat(each.join()).isOne());
  }

  @Test
  void linksToAMountThatIsBusyWaitForIt() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), served);
    List<CompletableFuture<Integer>> hung = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      hung.add(hang(link, LONG));
    }
    await().untilAsserted(() -> assertThat(pool.load().waiting()).isEqualTo(2));

    assertThat(pool.call(folder, () -> 7)).isEqualTo(7);

    hangs.countDown();
    assertThat(hung).allSatisfy(each -> assertThat(each.join()).isOne());
  }

  @Test
  void threadsThatAreWrittenOffAreReplaced() {
    for (int i = 0; i < 3; i++) {
      Path path = folder.resolve("x" + i);
      assertThatThrownBy(() -> pool.call(path, SHORT, this::hang, _ -> {}))
          .isInstanceOf(BlockingPoolException.class);
    }
    assertThat(pool.load().writtenOff()).isEqualTo(3);

    // The share of the disk is used up; that of the others is not.
    assertThat(pool.call(served, () -> 7)).isEqualTo(7);
  }

  @Test
  void whatComesLateIsGivenToWhomItConcerns() {
    AtomicInteger late = new AtomicInteger();

    assertThatThrownBy(() -> pool.call(folder, SHORT, this::hang, late::addAndGet))
        .isInstanceOf(BlockingPoolException.class);

    hangs.countDown();
    await().untilAsserted(() -> assertThat(late).hasValue(1));
  }

  @Test
  void aCallThatGoesOnToOtherPathsHasTheLimitForEach() throws Exception {
    int steps =
        pool.call(
            folder,
            Duration.ofSeconds(2),
            () -> {
              long begun = System.nanoTime();
              int count = 0;
              while (System.nanoTime() - begun < Duration.ofSeconds(3).toNanos()) {
                Thread.onSpinWait();
                pool.entering(folder.resolve("part" + count++ % 10));
              }
              return count;
            },
            _ -> {});

    assertThat(steps).isPositive();
  }

  @Test
  void callsInsideOfCallsTakeNoOtherThread() {
    Thread[] threads =
        pool.call(
            folder,
            () -> new Thread[] {Thread.currentThread(), pool.call(served, Thread::currentThread)});

    assertThat(threads[0]).isSameAs(threads[1]);
  }

  @Test
  void callsInsideOfCallsBringTheirOwnLimit() {
    int value =
        pool.call(
            folder,
            SHORT,
            () ->
                pool.call(
                    served,
                    LONG,
                    () -> {
                      LockSupport.parkNanos(SHORT.multipliedBy(4).toNanos());
                      return 7;
                    },
                    _ -> {}),
            _ -> {});

    assertThat(value).isEqualTo(7);
    assertThat(pool.load().writtenOff()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aProcessWhoseStartHangsIsKilled(boolean insideOfACall) throws Exception {
    Path pipe = folder.resolve("pipe");
    LibC.check("mkfifo", LibC.mkfifo(pipe.toString()));
    Program cat = new Program(Path.of("/bin/cat"), List.of("cat"), java.util.Map.of(), folder);
    // The child opens the pipe before it executes, and nobody ever opens the other end.
    List<Spawner.Stream> streams = List.of(new Spawner.Stream.File(0, pipe.toString(), 0));

    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                BlockingPool.Work<Integer, RuntimeException> start =
                    () -> pool.spawn(folder, () -> Spawner.spawn(cat, streams), _ -> {});
                int _ = insideOfACall ? pool.call(folder, start) : start.run();
              } catch (Throwable e) {
                failure.complete(e);
              }
            });
    await().untilAsserted(() -> assertThat(children()).isNotEmpty());
    caller.interrupt();

    assertThat(failure.join()).isInstanceOf(BlockingPoolException.class);
    await().untilAsserted(() -> assertThat(pool.load().writtenOff()).isZero());
  }

  private static List<ProcessHandle> children() {
    return ProcessHandle.current().children().toList();
  }

  @Test
  void regularFilesAloneAreOpened() throws IOException {
    Path pipe = folder.resolve("pipe");
    LibC.check("mkfifo", LibC.mkfifo(pipe.toString()));
    Path file = Files.writeString(folder.resolve("file"), "text");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(RegularFile.open(pipe)).isEmpty();
    assertThat(RegularFile.open(folder)).isEmpty();
    assertThat(RegularFile.open(link)).isEmpty();
    assertThat(RegularFile.open(Path.of("/dev/null"))).isEmpty();
    RegularFile.Opened opened = RegularFile.open(file).orElseThrow();
    assertThat(opened.attributes().size()).isEqualTo(4);
    opened.channel().close();
    assertThatThrownBy(() -> RegularFile.open(folder.resolve("absent")))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }
}
