package dev.patchbay.terminals.screen;

import java.util.Random;

/** Streams as programs of a kind write them, made up so that they are the same in every run. */
public final class Samples {
  private Samples() {}

  /** Log lines with a colour or two each, as builds and tests print them. */
  public static Stream.Output colouredText(int lines) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("\u001b[32m").append(words(random, 2)).append("\u001b[0m ");
      text.append("\u001b[1;3").append(random.nextInt(8)).append('m').append(words(random, 3));
      text.append("\u001b[0m: ").append(words(random, 5)).append("\r\n");
    }
    return Stream.output(text.toString());
  }

  static Stream.Output plainText(int lines) {
    Random random = new Random(2);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(words(random, 11)).append("\r\n");
    }
    return Stream.output(text.toString());
  }

  public static Stream.Output wideText(int lines) {
    String[] pieces = {
      "世界你好",
      "日本語テキスト",
      "한국어",
      "👍🏽",
      "👩\u200d👩\u200d👧",
      "🇩🇪🇫🇷",
      "e\u0301a\u0308",
      "☁\ufe0f",
      "❤️",
      "हिन्दी",
      "ไทย",
      "العربية",
      "─━│┃",
      "plain",
      "ｆｕｌｌ",
      "😀😃😄",
    };
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      for (int k = random.nextInt(20); k >= 0; k--) {
        text.append(pieces[random.nextInt(pieces.length)]);
        text.append(random.nextInt(3) == 0 ? " " : "");
      }
      text.append("\r\n");
    }
    return Stream.output(text.toString());
  }

  /** A coding agent: text that streams in above a box which is drawn again and again. */
  public static Stream.Output agent(int steps) {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("\u001b]0;✳ agent\u0007\u001b[?2004h\u001b[?25l");
    for (int i = 0; i < steps; i++) {
      text.append("\u001b[?2026h\u001b[").append(i == 0 ? "" : "4A").append("\u001b[G\u001b[J");
      text.append("\u001b[38;2;215;119;87m●\u001b[39m ")
          .append(words(random, 6 + i % 9))
          .append("\r\n");
      text.append("\u001b[2m╭").append("─".repeat(76)).append("╮\u001b[22m\r\n");
      text.append("\u001b[2m│\u001b[22m > \u001b[7m \u001b[27m")
          .append("\u001b[79G\u001b[2m│\u001b[22m\r\n");
      text.append("\u001b[2m╰").append("─".repeat(76)).append("╯\u001b[22m\r\n");
      text.append("  \u001b[38;5;246m").append(i).append("s · esc to interrupt\u001b[39m\r\n");
      text.append("\u001b[?2026l\u001b]0;").append("⠋⠙⠹⠸".charAt(i % 4)).append(" agent\u0007");
    }
    return Stream.output(text.append("\u001b[?25h").toString());
  }

  /** Every kind of colour and attribute. */
  public static Stream.Output colours() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      text.append("\u001b[48;5;")
          .append(i)
          .append("m  ")
          .append(i % 16 == 15 ? "\u001b[0m\n\r" : "");
    }
    for (int i = 0; i < 110; i++) {
      text.append("\u001b[").append(i).append('m').append(i).append("\u001b[0m ");
    }
    for (int i = 0; i < 400; i++) {
      text.append("\u001b[38;2;").append(i % 256).append(";99;").append(255 - i % 256).append("m▀");
      text.append("\u001b[4:").append(i % 6).append(";58:2::").append(i % 256).append(":0:0mu");
    }
    text.append("\u001b[0m\u001b]8;id=1;https://example.org/\u001b\\a link\u001b]8;;\u001b\\\r\n");
    return Stream.output(text.append("\u001b[44m\u001b[K\r\n\u001b[J\u001b[0mend\r\n").toString());
  }

  /** Screens drawn over and over with cursor movement, colours and lines. */
  public static Stream.Output fullScreen(int frames, int cols, int rows) {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < frames; i++) {
      text.append(i % 3 == 0 ? "\u001b[H\u001b[2J" : "\u001b[H");
      for (int row = 1; row < rows; row++) {
        text.append("\u001b[")
            .append(row)
            .append(";1H\u001b[3")
            .append(random.nextInt(8))
            .append('m');
        text.append(words(random, cols / 9)).append("\u001b[0;7m").append(random.nextInt(100));
        text.append("\u001b[0m\u001b[K");
      }
      text.append("\u001b[").append(rows).append(";1H\u001b(0lqqk\u001b(B status ").append(i);
    }
    return Stream.output(text.toString());
  }

  private static String words(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ");
      for (int k = 2 + random.nextInt(8); k > 0; k--) {
        text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}
