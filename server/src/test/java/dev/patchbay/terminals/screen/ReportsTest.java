package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program is told that asks: the same as by xterm.js, wherever that answers. */
class ReportsTest {
  private static final int HIGHEST_MODE = 2100;

  private static final XtermRig RIG = XtermRig.start();

  @AfterAll
  static void stop() {
    RIG.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u001b[5;10Hx",
        "\u001b[5;80Hx",
        "\u001b[?6h\u001b[5;10r\u001b[3;3H",
        "\u001b[?1;45;66;1000;1004;1006;2004;2026h\u001b[4;20h",
        "\u001b[?9;1016h",
        "\u001b[?1002;12h",
        "\u001b[?1003l\u001b[?1049h",
        "\u001b[?7;25l",
        "\u001b[1\"q",
        "\u001b[5;20r",
      })
  void answersAreThoseOfXterm(String before) {
    List<String> queries = new ArrayList<>();
    for (String query : List.of("c", "0c", "1c", ">c", ">1c", "5n", "6n", "?6n", "?5n", "7n")) {
      queries.add("\u001b[" + query);
    }
    for (int mode = 0; mode <= HIGHEST_MODE; mode++) {
      queries.add("\u001b[" + mode + "$p");
      queries.add("\u001b[?" + mode + "$p");
    }
    for (String what : List.of("m", "r", " q", "\"q", "\"p", "s", "x")) {
      queries.add("\u001bP$q" + what + "\u001b\\");
    }
    List<String> answers = new ArrayList<>();
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), new Answers(answers));
    RIG.create(0, 80, 24, ScreenSettings.defaults());
    feed(screen, before);
    RIG.write(0, before.getBytes(StandardCharsets.UTF_8));
    for (String query : queries) {
      answers.clear();
      feed(screen, query);
      RIG.write(0, query.getBytes(StandardCharsets.UTF_8));
      assertThat(String.join("", answers))
          .as(new Stream.Output(query.getBytes(StandardCharsets.UTF_8)).toString())
          .isEqualTo(RIG.replies(0));
    }
  }

  private static void feed(Screen screen, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    screen.feed(bytes, 0, bytes.length);
  }

  private record Answers(List<String> all) implements ScreenListener {
    @Override
    public void reply(byte[] bytes) {
      all.add(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void title(String title) {}

    @Override
    public void bell() {}
  }
}
