package dev.patchbay.bench.screen;

import dev.patchbay.terminals.screen.Screen;
import dev.patchbay.terminals.screen.ScreenListener;
import dev.patchbay.terminals.screen.ScreenSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
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
    /** CJK, box drawing, and clusters in nearly half of the cells. */
    WIDE,
    /** vim moving through a file, searching, splitting: recorded at 80 by 24, over and over. */
    VIM,
    /** htop, recorded likewise. */
    HTOP,
    /** What coding agents do: the same lines drawn over themselves, made up. */
    AGENT
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
    for (int at = 0; at < SIZE; at += PIECE) {
      screen.feed(bytes, at, PIECE);
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
    return switch (output) {
      case PLAIN -> text((text, random, line) -> words(text, random, 11).append("\r\n"));
      case COLOURED ->
          text((text, random, line) -> {
            words(text.append("\u001b[32m"), random, 2).append("\u001b[0m ");
            words(text.append("\u001b[1;3").append(line % 8).append('m'), random, 3);
            words(text.append("\u001b[0m: "), random, 5).append("\r\n");
          });
      case WIDE ->
          text((text, random, line) -> {
            for (int i = 0; i < 12; i++) {
              text.append(WIDE[random.nextInt(WIDE.length)]);
            }
            text.append("\r\n");
          });
      case VIM -> recorded("vim.gz");
      case HTOP -> recorded("htop.gz");
      case AGENT ->
          text((text, random, line) -> {
            text.append("\u001b[?2026h\u001b[6A\r\u001b[J");
            for (int row = 0; row < 6; row++) {
              text.append("\u001b[38;2;215;119;").append(line % 256).append("m● \u001b[0m");
              words(text, random, 9).append("\r\n");
            }
            text.append("\u001b[?2026l");
          });
    };
  }

  /** Appends one more of the pieces that a text is made of. */
  private interface Piece {
    void append(StringBuilder text, Random random, int number);
  }

  private static byte[] text(Piece piece) {
    Random random = new Random(1);
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    for (int number = 0; made.size() < SIZE; number++) {
      StringBuilder text = new StringBuilder();
      piece.append(text, random, number);
      made.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return Arrays.copyOf(made.toByteArray(), SIZE);
  }

  private static byte[] recorded(String name) {
    try (InputStream in = ScreenBenchmark.class.getResourceAsStream(name)) {
      byte[] once = new GZIPInputStream(in).readAllBytes();
      byte[] bytes = new byte[SIZE];
      for (int at = 0; at < SIZE; at += once.length) {
        System.arraycopy(once, 0, bytes, at, Math.min(once.length, SIZE - at));
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
