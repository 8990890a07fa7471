package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shell says of its prompts and commands stays with the rows, and comes with a snapshot. */
class MarksTest {
  private static final String A = "\u001b]133;A\u0007";
  private static final String B = "\u001b]133;B\u0007";
  private static final String C = "\u001b]133;C;cmdline_url=make%20test;t=1000\u0007";
  private static final String ENDED = "\u001b]133;D;2;t=3500\u0007";

  private final Screen screen = new Screen(20, 6, ScreenSettings.defaults(), ScreenListener.none());

  @Test
  void areGivenAgainAtTheirRows() {
    feed(A + "$ " + B + "make test\r\n" + C + "one\r\ntwo\r\n" + ENDED + A + "$ " + B);

    List<String> rows = List.of("A B", "C", "", "D2 A B", "", "");
    assertThat(marks(screen)).isEqualTo(rows);
    assertThat(marks(copy())).isEqualTo(rows);
    assertThat(snapshot())
        .contains("\u001b]133;C;cmdline_url=make%20test;t=1000\u001b\\")
        .contains("\u001b]133;D;2;t=3500\u001b\\");
  }

  @Test
  void scrollOffWithTheirRows() {
    feed(A + "$ " + B + "x\r\n" + C + "out\r\n" + "\r\n".repeat(8) + ENDED + A);

    assertThat(marks(screen)).startsWith("A B", "C", "").endsWith("D2 A");
    assertThat(marks(copy())).isEqualTo(marks(screen));
    feed("\u001b[3J");
    assertThat(marks(screen)).containsExactly("", "", "", "", "", "D2 A");
  }

  @Test
  void moveWithAPromptThatIsDrawnAgain() {
    feed("\r\n" + A + "$ " + B + "\r\n\r\n" + A + "$ " + B);

    assertThat(marks(screen)).containsExactly("", "", "", "A B", "", "");
  }

  @Test
  void goWithTheRowsThatAreErased() {
    feed(A + "$ " + B + "x\r\n" + C + "out\r\n" + ENDED + "\u001b[H\u001b[2J" + A);

    assertThat(marks(screen)).containsExactly("A", "", "", "", "", "");
  }

  @Test
  void stayWithRowsThatAreLaidOutAnew() {
    feed(A + "$ " + B + "a command that runs over\r\n" + C + "out\r\n" + ENDED + A + "$ " + B);

    screen.resize(12, 6);
    assertThat(marks(screen))
        .filteredOn(row -> !row.isEmpty())
        .containsExactly("A B", "C", "D2 A B");
    assertThat(screen.text(0)).startsWith("$ a command\nthat runs ov");
    screen.resize(60, 6);
    assertThat(marks(screen)).startsWith("A B", "C", "D2 A B");
  }

  @Test
  void ofAFullScreenProgramAreNone() {
    feed("\u001b[?1049h" + A + B + C + ENDED + "\u001b[?1049l");

    assertThat(marks(screen)).containsOnly("");
  }

  @Test
  void thatMakeNoSenseAreLeftOut() {
    feed(ENDED + B + "\u001b]133\u0007\u001b]133;\u0007\u001b]133;D\u0007\u001b]133;A;k=s\u0007");
    assertThat(marks(screen)).containsOnly("");

    feed(A + "\u001b]133;C;t=99999999999999999999\u0007\u001b]133;D;-1\u0007");
    assertThat(marks(screen).getFirst()).isEqualTo("A C D");
  }

  @Test
  void ofAProgramThatNeverStopsStayFew() {
    String line = "x".repeat(2_000);
    for (int i = 0; i < 20_000; i++) {
      feed(A + "\u001b]133;C;cmdline_url=" + line + i + "\u0007\u001b]133;D;1\u0007");
    }
    assertThat(marks(screen)).containsExactly("A C D1", "", "", "", "", "");
    assertThat(screen.snapshot().length).isLessThan(10_000);

    for (int i = 0; i < 1_000; i++) {
      feed(A + "\u001b]133;C;cmdline_url=" + line + i + "\u0007\u001b]133;D;1\u0007\r\n");
    }
    assertThat(screen.snapshot().length).isLessThan(600_000);
  }

  @Test
  void carryNoLineThatCouldBreakOut() {
    feed(A + "\u001b]133;C;cmdline_url=a b\u00e9\u0007");

    assertThat(snapshot()).contains("\u001b]133;C;t=").doesNotContain("cmdline");
  }

  private Screen copy() {
    Screen other = new Screen(20, 6, ScreenSettings.defaults(), ScreenListener.none());
    byte[] bytes = screen.snapshot();
    other.feed(bytes, 0, bytes.length);
    return other;
  }

  private String snapshot() {
    return new String(screen.snapshot(), StandardCharsets.UTF_8);
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    screen.feed(bytes, 0, bytes.length);
  }

  private static List<String> marks(Screen screen) {
    LineRing lines = screen.state().normal.lines;
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < lines.length(); i++) {
      List<String> row = new ArrayList<>();
      for (Mark mark = lines.get(i).marks; mark != null; mark = mark.next()) {
        row.add(mark.kind().letter + (mark.exit() < 0 ? "" : String.valueOf(mark.exit())));
      }
      rows.add(String.join(" ", row));
    }
    return rows;
  }
}
