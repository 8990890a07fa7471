package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotTest {
  private static java.util.stream.Stream<Stream> madeUpStreams() {
    return LongStream.range(0, 300).mapToObj(seed -> new StreamGenerator(new Random(seed)).next());
  }

  @ParameterizedTest
  @MethodSource("madeUpStreams")
  void anySplitOfAStreamGivesTheSameState(Stream stream) {
    Screen whole = Differential.screen(stream);
    Differential.feed(whole, stream.events());
    Screen byByte = Differential.screen(stream);
    for (Stream.Event event : stream.events()) {
      switch (event) {
        case Stream.Output output -> {
          for (byte b : output.bytes()) {
            byByte.feed(new byte[] {b}, 0, 1);
          }
        }
        case Stream.Resize resize -> byByte.resize(resize.cols(), resize.rows());
      }
    }
    assertThat(StateDump.of(byByte)).isEqualTo(StateDump.of(whole));
  }

  @ParameterizedTest
  @MethodSource("madeUpStreams")
  void anotherScreenThatReadsASnapshotIsInTheSameState(Stream stream) {
    Screen screen = Differential.screen(stream);
    Differential.feed(screen, stream.events());
    SnapshotWriter snapshot = new SnapshotWriter(screen.state(), screen.parser());
    byte[] bytes = snapshot.write();
    Screen other = new Screen(screen.cols(), screen.rows(), stream.settings(), silent());
    other.feed(bytes, 0, bytes.length);
    if (snapshot.gaps().isEmpty()) {
      assertThat(StateDump.of(other)).isEqualTo(StateDump.of(screen));
    }
  }

  @Test
  void doesNotFailOverAClusterThatTheCharacterSetCannotShow() {
    for (String text : List.of("e\u0301\u001b(0", "\u001b[24;80He\u0301\u001b(0")) {
      for (Widths widths : Widths.values()) {
        ScreenSettings settings = new ScreenSettings(5, widths, Theme.defaults(), "test");
        Screen screen = new Screen(80, 24, settings, ScreenListener.none());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        screen.feed(bytes, 0, bytes.length);
        assertThat(screen.snapshot()).isNotEmpty();
      }
    }
  }

  @Test
  void ofFiveThousandFullRowsIsHardlyLongerThanTheText() {
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    String row = "0123456789".repeat(7) + "abcdefghi\r\n";
    int rows = ScreenSettings.DEFAULT_SCROLLBACK + 24;
    byte[] text = Stream.output(row.repeat(rows)).bytes();
    screen.feed(text, 0, text.length);

    assertThat(screen.snapshot().length).isLessThan(text.length * 12 / 10);
  }

  @Test
  void leavesAStringThatIsTooLongOpen() {
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    byte[] begin = Stream.output("a\u001b]2;" + "x".repeat(2 * Payload.MAX)).bytes();
    screen.feed(begin, 0, begin.length);
    Screen other = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    byte[] snapshot = screen.snapshot();
    other.feed(snapshot, 0, snapshot.length);
    for (Screen each : List.of(screen, other)) {
      byte[] rest = Stream.output("yy\u0007b").bytes();
      each.feed(rest, 0, rest.length);
      assertThat(each.text(0)).startsWith("ab\n");
      assertThat(each.title()).isEmpty();
    }
  }

  /** A snapshot must provoke nothing: no answer and no bell. */
  private static ScreenListener silent() {
    return new ScreenListener() {
      @Override
      public void reply(byte[] bytes) {
        throw new AssertionError("a reply");
      }

      @Override
      public void title(String title) {}

      @Override
      public void bell() {
        throw new AssertionError("a bell");
      }
    };
  }
}
