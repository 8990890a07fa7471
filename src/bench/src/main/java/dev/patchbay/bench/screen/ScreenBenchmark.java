package dev.patchbay.bench.screen;

import dev.patchbay.terminals.screen.Screen;
import dev.patchbay.terminals.screen.ScreenListener;
import dev.patchbay.terminals.screen.ScreenSettings;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast a screen takes output, and gives a snapshot.
 *
 * <p>{@code feed} reads one mebibyte a call, in pieces of 64 KiB as a reader does: 1,000 µs a call
 * are 1,049 MB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScreenBenchmark {
  private static final int SIZE = 1 << 20;
  private static final int PIECE = 1 << 16;
  private static final String[] WIDE = {
    "世界你好", "日本語", "한국어", "👍🏽", "👩\u200d👩\u200d👧", "🇩🇪", "e\u0301", "─━│", "plain ",
  };

  /** What kind of output. */
  public enum Output {
    PLAIN,
    COLOURED,
    WIDE,
    REDRAWS
  }

  /** The kind measured. */
  @Param public Output output = Output.PLAIN;

  private byte[] bytes = {};
  private Screen screen = newScreen();

  /** Fills the scrollback, so that nothing grows any more. */
  @Setup
  public void prepare() {
    bytes = make(output);
    screen = newScreen();
    feed();
    feed();
  }

  @Benchmark
  public Screen feed() {
    for (int at = 0; at < bytes.length; at += PIECE) {
      screen.feed(bytes, at, Math.min(PIECE, bytes.length - at));
    }
    return screen;
  }

  @Benchmark
  public byte[] snapshot() {
    return screen.snapshot();
  }

  private static Screen newScreen() {
    return new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
  }

  private static byte[] make(Output output) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int line = 0; text.length() < SIZE; line++) {
      switch (output) {
        case PLAIN -> words(text, random, 11).append("\r\n");
        case COLOURED -> {
          words(text.append("\u001b[32m"), random, 2).append("\u001b[0m ");
          words(text.append("\u001b[1;3").append(line % 8).append('m'), random, 3);
          words(text.append("\u001b[0m: "), random, 5).append("\r\n");
        }
        case WIDE -> {
          for (int i = 0; i < 12; i++) {
            text.append(WIDE[random.nextInt(WIDE.length)]);
          }
          text.append("\r\n");
        }
        case REDRAWS -> {
          int row = line % 24 + 1;
          text.append(row == 1 ? "\u001b[H\u001b[2J" : "").append("\u001b[").append(row);
          words(text.append(";1H\u001b[3").append(line % 8).append('m'), random, 8);
          text.append("\u001b[0;7m").append(line % 100).append("\u001b[0m\u001b[K");
        }
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StringBuilder words(StringBuilder text, Random random, int count) {
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ");
      for (int k = 2 + random.nextInt(8); k > 0; k--) {
        text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text;
  }
}
