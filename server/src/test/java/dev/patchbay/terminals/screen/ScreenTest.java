package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final Heard heard = new Heard();
  private final Screen screen = new Screen(20, 4, ScreenSettings.defaults(), heard);

  @Test
  void showsTextWithBlanksAtTheEndLeftOut() {
    feed("one   \r\n  two");

    assertThat(screen.text(0)).isEqualTo("one\n  two\n\n\n");
  }

  @Test
  void addsAsManyRowsOfScrollbackAsThereAre() {
    feed("1\r\n2\r\n3\r\n4\r\n5\r\n6");

    assertThat(screen.text(0)).isEqualTo("3\n4\n5\n6\n");
    assertThat(screen.text(1)).isEqualTo("2\n3\n4\n5\n6\n");
    assertThat(screen.text(100)).isEqualTo("1\n2\n3\n4\n5\n6\n");
  }

  @Test
  void givesColoursAndLinksAsSequences() {
    feed("\u001b[1;31mred\u001b[0m \u001b]8;;http://a/\u001b\\link\u001b]8;;\u001b\\");

    assertThat(screen.ansi(0))
        .startsWith("\u001b[0;1;31mred\u001b[m \u001b]8;;http://a/\u001b\\link\u001b]8;;\u001b\\");
  }

  @Test
  void givesRunsOfCellsThatLookAlike() {
    feed("ab\u001b[4:3;38;2;1;2;3m世界\u001b]8;;http://a/\u001b\\x");

    List<ScreenContents.Run> runs = screen.contents(0).lines().getFirst().runs();

    assertThat(runs).extracting(ScreenContents.Run::text).containsExactly("ab", "世界", "x");
    assertThat(runs).extracting(ScreenContents.Run::column).containsExactly(0, 2, 6);
    assertThat(runs).extracting(ScreenContents.Run::width).containsExactly(2, 4, 1);
    assertThat(runs.get(1).look().foreground()).isEqualTo("#010203");
    assertThat(runs.get(1).look().underline()).isEqualTo(ScreenContents.Underline.CURLY);
    assertThat(runs.get(2).link()).isEqualTo("http://a/");
  }

  @Test
  void tellsTitleAndBell() {
    feed("\u001b]2;a title\u0007\u0007");

    assertThat(screen.title()).isEqualTo("a title");
    assertThat(heard.titles).containsExactly("a title");
    assertThat(heard.bells).isEqualTo(1);
  }

  @Test
  void tellsStringsThatAreNotItsOwn() {
    feed("\u001b]133;A\u0007\u001b]9;4;1;50\u001b\\\u001b]52;c;?\u0007");

    assertThat(heard.strings).containsExactly("133 A", "9 4;1;50", "52 c;?");
    assertThat(heard.replies).isEmpty();
  }

  @Test
  void answersWhatKindOfTerminalItIs() {
    feed("\u001b[c\u001b[>c\u001b[=c\u001b[>q\u001b[5n");

    assertThat(heard.replies)
        .containsExactly(
            "\u001b[?1;2c",
            "\u001b[>0;276;0c",
            "\u001bP!|00000000\u001b\\",
            "\u001bP>|Patchbay(dev)\u001b\\",
            "\u001b[0n");
  }

  @Test
  void answersWhereTheCursorIs() {
    feed("\u001b[3;5H\u001b[6n\u001b[?6n");

    assertThat(heard.replies).containsExactly("\u001b[3;5R", "\u001b[?3;5R");
  }

  @Test
  void answersWhichModesAreSet() {
    feed("\u001b[?2004h\u001b[?2004$p\u001b[?1$p\u001b[?4711$p\u001b[4$p");

    assertThat(heard.replies)
        .containsExactly("\u001b[?2004;1$y", "\u001b[?1;2$y", "\u001b[?4711;0$y", "\u001b[4;2$y");
  }

  @Test
  void answersWithTheAttributesAndMarginsInForce() {
    feed("\u001b[2;3r\u001b[1;4:3;38;5;9m\u001bP$qm\u001b\\\u001bP$qr\u001b\\\u001bP$qx\u001b\\");

    assertThat(heard.replies)
        .containsExactly(
            "\u001bP1$r0;1;4:3;38;5;9m\u001b\\", "\u001bP1$r2;3r\u001b\\", "\u001bP0$r\u001b\\");
  }

  @Test
  void answersWithColoursSetOrStartedWith() {
    feed(
        "\u001b]4;1;#102030\u0007\u001b]4;1;?\u0007\u001b]11;?\u0007\u001b]104\u0007\u001b]4;1;?\u0007");

    assertThat(heard.replies)
        .containsExactly(
            "\u001b]4;1;rgb:1010/2020/3030\u001b\\",
            "\u001b]11;rgb:0000/0000/0000\u001b\\",
            "\u001b]4;1;rgb:cccc/0000/0000\u001b\\");
  }

  @Test
  void answersWithCapabilitiesItHas() {
    feed("\u001bP+q544e;0000\u001b\\");

    assertThat(heard.replies)
        .containsExactly(
            "\u001bP1+r544e=787465726d2d323536636f6c6f72\u001b\\", "\u001bP0+r\u001b\\");
  }

  @Test
  void neverReportsTheTitle() {
    feed("\u001b]2;rm -rf\u0007\u001b[21t\u001b[20t\u001b[22t\u001b]2;?\u0007");

    assertThat(heard.replies).isEmpty();
  }

  @Test
  void tellsTheModesThatKeysDependOn() {
    feed("\u001b[?1h\u001b=\u001b[?1002;1006h\u001b[?25l\u001b[5 q\u001b[?1049h");

    assertThat(screen.modes())
        .isEqualTo(
            new Modes(
                true,
                true,
                false,
                false,
                false,
                Modes.Mouse.DRAG,
                Modes.MouseEncoding.SGR,
                false,
                Modes.CursorShape.BLINKING_BAR,
                true,
                false));
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    assertThatThrownBy(() -> new ScreenSettings(-1, Widths.GRAPHEMES, Theme.defaults(), "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  private void feed(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    screen.feed(bytes, 0, bytes.length);
  }

  /** Remembers all it is told. */
  private static final class Heard implements ScreenListener {
    private final List<String> replies = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private int bells;

    @Override
    public void reply(byte[] bytes) {
      replies.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void title(String title) {
      titles.add(title);
    }

    @Override
    public void bell() {
      bells++;
    }

    @Override
    public void osc(int number, String text) {
      strings.add(number + " " + text);
    }
  }
}
