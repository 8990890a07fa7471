package dev.patchbay.bench;

import dev.patchbay.os.ExitStatus;
import dev.patchbay.os.Loops;
import dev.patchbay.os.NativeSupport;
import dev.patchbay.terminals.pty.PtyListener;
import dev.patchbay.terminals.pty.PtySpec;
import dev.patchbay.terminals.pty.Ptys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Reads by one way and prints what that took; the process of {@link ReadersBenchmark}. */
final class ReadersChild {
  static final String NAME = "readers-child";

  private static final int TERMINALS = 1_000;
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final String PAUSE_MILLIS = "100";
  private static final int MAX_SAMPLES = 200_000;
  private static final int CLOCK_DIGITS = 20;

  /** The ways. */
  enum Kind {
    POLLER("one poller"),
    THREADS("a thread each in read(2)"),
    STREAMS("pty4j's streams");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** Starts a program and tells the listener what it prints. */
  private interface Way {
    void start(PtySpec spec, PtyListener listener) throws IOException;
  }

  private ReadersChild() {}

  /**
   * @param subject a text that one terminal prints, or a program that a thousand run
   */
  static void run(String kind, String subject) throws Exception {
    Way way =
        switch (Kind.valueOf(kind)) {
          case POLLER -> Ptys.by(NativeSupport.ofThisMachine(), new Loops((_, _) -> {}))::start;
          case STREAMS -> new Ptys.Portable()::start;
          case THREADS -> BlockingReader::start;
        };
    Path file = Path.of(subject);
    System.out.println((Files.isExecutable(file) ? crowd(way, file) : alone(way, file)).encode());
    System.out.flush();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(0);
  }

  private static PtySpec spec(String... argv) {
    return new PtySpec(
        Path.of(argv[0]),
        List.of(argv),
        Map.of("PATH", "/usr/bin:/bin", "TERM", "xterm-256color", "BENCH", "1"),
        "BENCH",
        Path.of("/"),
        80,
        24);
  }

  private static JsonObject alone(Way way, Path text) throws Exception {
    String[] argv = {"/bin/sh", "-c", "exec cat '" + text + "'"};
    print(way, argv);
    long start = System.nanoTime();
    long bytes = print(way, argv);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new JsonObject().put("rate", Files.size(text) / 1e6 / seconds).put("bytes", bytes);
  }

  /** Runs the program to its end. */
  private static long print(Way way, String... argv) throws Exception {
    LongAdder bytes = new LongAdder();
    CountDownLatch ended = new CountDownLatch(1);
    way.start(
        spec(argv),
        new PtyListener() {
          @Override
          public int allowance() {
            return Integer.MAX_VALUE;
          }

          @Override
          public void output(byte[] buffer, int offset, int length) {
            bytes.add(length);
          }

          @Override
          public void exited(ExitStatus status) {
            ended.countDown();
          }
        });
    ended.await();
    return bytes.sum();
  }

  private static JsonObject crowd(Way way, Path printer) throws Exception {
    Delays delays = new Delays();
    for (int i = 0; i < TERMINALS; i++) {
      way.start(spec(printer.toString(), PAUSE_MILLIS, "1000000"), delays);
    }
    Thread.sleep(SETTLING);
    ProcessFacts self = new ProcessFacts(ProcessHandle.current().pid());
    delays.clear();
    Duration before = self.cpu();
    long start = System.nanoTime();
    Thread.sleep(MEASURED);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpu = self.cpu().minus(before).toNanos() / 1e9;
    double[] millis = delays.millis();
    return new JsonObject()
        .put("cpu", 100 * cpu / seconds)
        .put("lines", millis.length / seconds)
        .put("p50", Figures.percentile(millis, 50))
        .put("p99", Figures.percentile(millis, 99))
        .put("threads", (double) self.threads())
        .put("rss", self.rssKilobytes() / 1024.0);
  }

  /** From the clock that a line shows to the clock when it is read. */
  private static final class Delays implements PtyListener {
    private final double[] samples = new double[MAX_SAMPLES];
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public int allowance() {
      return Integer.MAX_VALUE;
    }

    @Override
    public void output(byte[] buffer, int offset, int length) {
      long now = System.nanoTime();
      // A read may also begin at a line's end only.
      if (length >= CLOCK_DIGITS && Character.isDigit(buffer[offset])) {
        String clock = new String(buffer, offset, CLOCK_DIGITS, StandardCharsets.US_ASCII);
        int index = count.getAndIncrement();
        if (index < MAX_SAMPLES) {
          samples[index] = (now - Long.parseLong(clock)) / 1e6;
        }
      }
    }

    @Override
    public void exited(ExitStatus status) {}

    void clear() {
      count.set(0);
    }

    double[] millis() {
      return Arrays.copyOf(samples, Math.min(count.get(), MAX_SAMPLES));
    }
  }
}
