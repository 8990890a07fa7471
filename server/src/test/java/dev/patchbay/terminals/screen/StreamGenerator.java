package dev.patchbay.terminals.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes up streams, weighted to what is rare: edits inside wide characters, margins, tab stops,
 * character sets, saved cursors, pending wraps, links, clusters, broken sequences and broken UTF-8.
 */
final class StreamGenerator {
  private static final String[] TEXT = {
    "a",
    "Z",
    " ",
    "xyz",
    "hello world",
    "世",
    "世界",
    "ａ",
    "é",
    "e\u0301",
    "\u0301",
    "\u200d",
    "👩\u200d👩\u200d👧",
    "👍🏽",
    "🇩🇪",
    "🇩",
    "☁\ufe0f",
    "☁",
    "\ufe0f",
    "각",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "ก็",
    "\u00ad",
    "\u0600",
    "─│",
    "`q[]{|}~#@",
    "😀",
    "\u0915\u094d\u0937",
    "x\u0308\u0327",
    "abcdefghijklmnopqrstuvwxyz",
  };
  private static final String[] CONTROLS = {
    "\r", "\n", "\r\n", "\b", "\t", "\u000e", "\u000f", "\u0007", "\u000b", "\u0000", "\u007f",
    "\u0018", "\u001a", "\u0084", "\u0085", "\u0088", "\u009b", "\u009d", "\u0090", "\u009c",
    "\u0098",
  };
  private static final String[] ESCAPES = {
    "7", "8", "D", "E", "H", "M", "=", ">", "n", "o", "|", "}", "~", "#8", "%@", "%G", "(0", "(B",
    "(A", "(4", ")0", "*0", "+0", ")K", "-0", ".0", "/0", "(=", "(Z", "(5", "(H", "(R", "(Q", "(Y",
    "(E", "c", "\\",
  };
  private static final String[] FINALS = {
    "@", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "P", "S", "T", "X", "Z",
    "`", "a", "b", "d", "e", "f", "g", "r", "s", "u", " @", " A", "'}", "'~", "\"q", " q", "!p",
    "m",
  };
  private static final int[] PRIVATE_MODES = {
    1, 2, 6, 7, 9, 12, 25, 45, 47, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004,
    2026, 3, 77,
  };
  private static final String[] SGR = {
    "0",
    "",
    "1",
    "2",
    "3",
    "4",
    "4:3",
    "4:0",
    "4:9",
    "5",
    "7",
    "8",
    "9",
    "21",
    "22",
    "23",
    "24",
    "25",
    "27",
    "28",
    "29",
    "31",
    "42",
    "95",
    "103",
    "38;5;200",
    "48;5;17",
    "38;2;1;2;3",
    "48:2::9:8:7",
    "38:5:3",
    "58;5;9",
    "58:2::1:2:3",
    "59",
    "39",
    "49",
    "53",
    "55",
    "38",
    "38;5",
    "48;2;1",
    "38:2:1:2:3",
    "58;2;5;6;7",
    "38;7;1",
  };
  private static final String[] STRINGS = {
    "]0;title\u0007",
    "]2;other ü\u001b\\",
    "]8;;http://a/\u001b\\",
    "]8;id=x;http://b/\u001b\\",
    "]8;;\u001b\\",
    "]8;id=x;\u001b\\",
    "]4;1;rgb:12/34/56\u001b\\",
    "]4;2;#abc;300;#fff\u0007",
    "]10;#123456\u001b\\",
    "]104;1\u001b\\",
    "]104\u0007",
    "]110\u0007",
    "]11;rgb:1/2/3;#999\u0007",
    "]112\u0007",
    "]x;y\u0007",
    "]2;cut\u0018",
    "P$qm\u001b\\",
    "P1;2+q544e\u001b\\",
    "P0;1|17/ab\u001b\\",
    "Xignored\u001b\\",
    "_apc\u001b\\",
    "^pm ü \u009c",
    "]\u001b\\",
    "]2\u0007",
    "]52;c;eA==\u0007",
    "P q payload\u009c",
  };

  private final RandomGenerator random;

  StreamGenerator(RandomGenerator random) {
    this.random = random;
  }

  Stream next() {
    int cols = 2 + random.nextInt(14);
    int rows = 1 + random.nextInt(6);
    Widths widths = random.nextInt(3) == 0 ? Widths.UNICODE_6 : Widths.GRAPHEMES;
    ScreenSettings settings =
        new ScreenSettings(random.nextInt(12), widths, Theme.defaults(), "test");
    List<Stream.Event> events = new ArrayList<>();
    int count = 5 + random.nextInt(60);
    boolean resizes = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      if (resizes && random.nextInt(15) == 0) {
        events.add(new Stream.Resize(2 + random.nextInt(16), 1 + random.nextInt(7)));
      } else {
        events.add(event());
      }
    }
    return new Stream(cols, rows, settings, events);
  }

  private Stream.Event event() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> Stream.output(pick(TEXT).repeat(random.nextInt(6) == 0 ? 5 : 1));
      case 6, 7 -> Stream.output(pick(CONTROLS));
      case 8 -> Stream.output("\u001b" + pick(ESCAPES));
      case 9, 10, 11, 12 -> Stream.output("\u001b[" + params() + pick(FINALS));
      case 13 ->
          Stream.output(
              "\u001b[?" + PRIVATE_MODES[random.nextInt(PRIVATE_MODES.length)] + either("h", "l"));
      case 14 ->
          Stream.output(
              "\u001b["
                  + either("4", "9", "?J", "?K").replaceFirst("^(\\d+)$", "$1" + either("h", "l")));
      case 15, 16 -> Stream.output("\u001b[" + pick(SGR) + ";" + pick(SGR) + "m");
      case 17 -> Stream.output("\u001b" + pick(STRINGS));
      case 18 -> random.nextInt(3) == 0 ? noise() : Stream.output("\u001b[" + pick(SGR) + "m");
      default ->
          Stream.output("\u001b[" + (1 + random.nextInt(7)) + ";" + (1 + random.nextInt(16)) + "H");
    };
  }

  private String params() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> "";
      case 2, 3 -> "" + random.nextInt(5);
      case 4 -> random.nextInt(8) + ";" + random.nextInt(8);
      default -> either("0", "9", "?1", ";", ":", "3", "9", "1;2;3;4", ">", "?2");
    };
  }

  private Stream.Output noise() {
    byte[] bytes = new byte[1 + random.nextInt(6)];
    for (int i = 0; i < bytes.length; i++) {
      int code = random.nextInt(4) == 0 ? 0x1B : random.nextInt(256);
      bytes[i] = (byte) code;
    }
    return new Stream.Output(bytes);
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private String either(String... choices) {
    return pick(choices);
  }
}
