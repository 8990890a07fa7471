package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenFilterTest {
  private final ScreenFilter filter = new ScreenFilter();

  private String pass(String text) {
    return new String(filter.pass(text.getBytes(UTF_8)), UTF_8);
  }

  private String leave() {
    return new String(filter.leave(), UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\033[c",
        "\033[0c",
        "\033[>c",
        "\033[>0c",
        "\033[=c",
        "\033[5n",
        "\033[6n",
        "\033[?6n",
        "\033[?996n",
        "\033[>q",
        "\033[>0q",
        "\033[?2026$p",
        "\033[4$p",
        "\033[x",
        "\033[?u",
        "\033[14t",
        "\033[18t",
        "\033[21t",
        "\033[?1;1;0S",
        "\033[1$w",
        "\033Z",
        "\005",
        "\033]10;?\007",
        "\033]11;?\033\\",
        "\033]4;7;?\007",
        "\033]52;c;?\007",
        "\033P$qm\033\\",
        "\033P+q544e\033\\",
        "\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\",
        "\033[?2048h"
      })
  void takesQueriesOutAlsoByteByByte(String query) {
    assertThat(pass("a" + query + "b")).isEqualTo("ab");

    StringBuilder passed = new StringBuilder();
    for (char c : ("a" + query + "b").toCharArray()) {
      passed.append(pass(String.valueOf(c)));
    }
    assertThat(passed).hasToString("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain grüße 漢字 🙂\r\n",
        "\033[1;31mred\033[0m",
        "\033[?1049h\033[2J",
        "\033[2;10r",
        "\033[?1;5c",
        "\033[>4;1m",
        "\033[>4n",
        "\033[2 q",
        "\033[>1u",
        "\033[<u",
        "\033[u",
        "\033[8;24;80t",
        "\033[22;0t",
        "\033]0;title?\007",
        "\033]8;;http://x/?a;b\033\\link",
        "\033]11;#000000\007",
        "\033(B\033)0\033=\033>\0337\0338\033M",
        "\033P0;1;0qabc\033\\",
        "\033_Gf=100,a=T;AAAA\033\\",
        "\033[3S",
        "\033[!p",
        "\033[1\030x",
        "\033[1\033[2Jx"
      })
  void passesEverythingElseAsItIsAlsoByteByByte(String text) {
    assertThat(pass(text)).isEqualTo(text);

    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    for (byte b : text.getBytes(UTF_8)) {
      passed.writeBytes(filter.pass(new byte[] {b}));
    }
    assertThat(passed.toString(UTF_8)).isEqualTo(text);
  }

  @Test
  void passesStringsThatAreTooLongToBeQueries() {
    String image = "\033P0;1;0q" + "#1~~@@vv".repeat(10_000) + "\033\\";

    assertThat(pass(image) + pass("after")).isEqualTo(image + "after");
  }

  @Test
  void cleansTheScreenWhereTheProgramResetsTheTerminal() {
    assertThat(pass("a\033cb")).startsWith("a").endsWith("\033[H\033[2Jb").doesNotContain("\033c");
  }

  @Test
  void leavesTheAlternateScreenOnlyIfTheProgramIsOnIt() {
    pass("\033[?1049;25h");
    assertThat(leave()).endsWith("\033[?1049l");

    assertThat(leave()).doesNotContain("\033[?1049l");

    pass("\033[?47h");
    assertThat(leave()).endsWith("\033[?47l\033[9999;1H\r\n");

    pass("\033[?1049h\033[?1049l");
    assertThat(leave()).doesNotContain("\033[?1049l");
  }

  @Test
  void undoesModesColoursAndScrollRegion() {
    pass("\033]11;#102030\007\033[?6h\033[3;9r");

    assertThat(leave())
        .startsWith("\033[?6l")
        .contains("\033[?1000l", "\033[?2004l", "\033[?1004l", "\033[?1l", "\033>")
        .contains("\0337\033[r\0338", "\033[0m", "\033[?25h", "\033]111\033\\");
  }

  @Test
  void beginsANewLineUnlessTheProgramHas() {
    pass("prompt$ ");
    assertThat(leave()).endsWith("\r\n");

    pass("line\r\n");
    assertThat(leave()).doesNotEndWith("\r\n");
  }

  @Test
  void cutsOffAStringThatIsStillGoingOn() {
    pass("\033P0;1;0q" + "~".repeat(10_000));

    assertThat(leave()).startsWith("\030");
  }
}
