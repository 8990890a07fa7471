package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Output that is meant to cost: each of these would take minutes or gigabytes if it were unbounded.
 */
@Timeout(180)
class HostileOutputTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Screen screen =
      new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());

  @Test
  void stringsOfAHundredMegabytesAreDropped() {
    for (String begin :
        new String[] {"\u001b]2;", "\u001bP+q", "\u001b_", "\u001b[", "\u001b]8;;"}) {
      feed(begin);
      repeat("1234567890;:".repeat(1000), 100_000_000 / 12_000);
      feed("\u0018");
    }
    feed("ok");

    assertThat(screen.text(0)).startsWith("ok");
    assertThat(screen.title()).isEmpty();
  }

  @Test
  void millionsOfCombiningCharactersStayInOneCell() {
    feed("a");
    repeat("\u0301\u0302".repeat(1000), 5_000);
    feed("b");

    assertThat(screen.text(0).codePointCount(0, screen.text(0).indexOf('\n')))
        .isEqualTo(ClusterTable.MAX_LENGTH + 1);
  }

  @Test
  void everyCellAClusterOfItsOwnIsBounded() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600_000; i++) {
      text.append('a').appendCodePoint(0x300 + i % 112).appendCodePoint(0x300 + i / 112 % 112);
      text.appendCodePoint(0x300 + i / 12_544 % 112);
    }
    feed(text.toString());

    assertThat(screen.state().clusters.size()).isLessThanOrEqualTo(ClusterTable.MAX);
  }

  @Test
  void everyCellAColourOfItsOwnKeepsOnlyWhatShows() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      text.append("\u001b[38;2;").append(i >> 16).append(';').append(i >> 8 & 255);
      text.append(';').append(i & 255).append("mx");
    }
    feed(text.toString());

    assertThat(screen.state().attributes.size()).isLessThan(900_000);
  }

  @Test
  void aMillionLinksKeepOnlyWhatShows() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      text.append("\u001b]8;;http://example.org/").append(i).append("\u001b\\\r");
    }
    feed(text.toString());

    assertThat(screen.state().links.size()).isLessThan(1 << 16);
  }

  @Test
  void hugeCountsCostNoMoreThanAScreen() {
    "@ABCDEFGHILMPSTXZ`abde"
        .chars()
        .forEach(end -> repeat("x\u001b[2147483647" + (char) end, 1_000));
    repeat("\u001b[2147483647 @\u001b[2147483647 A\u001b[2147483647'}\u001b[9;9;9;9r", 1_000);

    assertThatCode(() -> screen.resize(200, 50)).doesNotThrowAnyException();
  }

  @Test
  void aMillionTabStopsAreThoseOfOneRow() {
    repeat("\u001b[C\u001bH", 1_000_000);
    feed("\r\u001b[2147483647I");

    assertThat(screen.contents(0).cursor().column()).isEqualTo(79);
  }

  @Test
  void resizingAgainAndAgainStaysQuick() {
    repeat(
        "a long line of text that runs over the edge of the terminal. ".repeat(5) + "\r\n", 5_000);
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < 20; i++) {
      screen.resize(30 + i * 7 % 90, 10 + i % 20);
    }

    Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    assertThat(took).as("processor time").isLessThan(Duration.ofSeconds(5));
  }

  private void feed(String text) {
    byte[] bytes = Stream.output(text).bytes();
    screen.feed(bytes, 0, bytes.length);
  }

  private void repeat(String text, int times) {
    byte[] bytes = Stream.output(text).bytes();
    for (int i = 0; i < times; i++) {
      screen.feed(bytes, 0, bytes.length);
    }
  }
}
