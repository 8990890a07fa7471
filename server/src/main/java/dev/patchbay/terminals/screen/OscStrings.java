package dev.patchbay.terminals.screen;

/**
 * The operating system commands a screen knows: title, colours and links. Others are told to the
 * listener. A title or a colour is never reported back as text a program chose.
 */
final class OscStrings {
  private static final int MAX_NUMBER_DIGITS = 6;

  private final State state;
  private final ScreenListener listener;
  private final Reports reports;

  OscStrings(State state, ScreenListener listener, Reports reports) {
    this.state = state;
    this.listener = listener;
    this.reports = reports;
  }

  void accept(String text) {
    int digits = 0;
    while (digits < text.length() && isDigit(text.charAt(digits))) {
      digits++;
    }
    boolean named = digits == text.length() || text.charAt(digits) == ';';
    if (digits == 0 || digits > MAX_NUMBER_DIGITS || !named) {
      return;
    }
    int number = Integer.parseInt(text, 0, digits, 10);
    handle(number, text.substring(Math.min(digits + 1, text.length())));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void handle(int number, String data) {
    switch (number) {
      case 0, 2 -> {
        state.title = data;
        listener.title(data);
      }
      case 1 -> {}
      case 4 -> indexedColors(data);
      case 8 -> link(data);
      case 10 -> specialColors(data, Palette.FOREGROUND);
      case 11 -> specialColors(data, Palette.BACKGROUND);
      case 12 -> specialColors(data, Palette.CURSOR);
      case 104 -> restoreColors(data);
      case 110 -> state.palette.restore(Palette.FOREGROUND);
      case 111 -> state.palette.restore(Palette.BACKGROUND);
      case 112 -> state.palette.restore(Palette.CURSOR);
      case Marks.OSC -> {
        if (!state.isAlternate()) {
          state.marks.take(data, state.active.line());
        }
        listener.osc(number, data);
      }
      default -> listener.osc(number, data);
    }
  }

  private void indexedColors(String data) {
    String[] parts = data.split(";", -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      int index = colorIndex(parts[i]);
      if (index >= 0) {
        setOrReport(index, parts[i + 1], "4;" + index);
      }
    }
  }

  private void specialColors(String data, int first) {
    String[] parts = data.split(";", -1);
    for (int i = 0; i < parts.length && first + i <= Palette.CURSOR; i++) {
      int index = first + i;
      setOrReport(index, parts[i], String.valueOf(index - Palette.FOREGROUND + 10));
    }
  }

  private void setOrReport(int index, String spec, String name) {
    if (spec.equals("?")) {
      reports.color(name, state.palette.get(index));
      return;
    }
    int color = ColorSpec.parse(spec);
    if (color >= 0) {
      state.palette.set(index, color);
    }
  }

  private void restoreColors(String data) {
    if (data.isEmpty()) {
      state.palette.restoreIndexed();
      return;
    }
    for (String part : data.split(";", -1)) {
      int index = colorIndex(part);
      if (index >= 0) {
        state.palette.restore(index);
      }
    }
  }

  /** An index of the 256, or -1. */
  private static int colorIndex(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(OscStrings::isDigit);
    int index = number ? Integer.parseInt(text) : -1;
    return index < Palette.FOREGROUND ? index : -1;
  }

  /** OSC 8: {@code parameters ; target}, the target empty where a link ends. */
  private void link(String data) {
    int semicolon = data.indexOf(';');
    if (semicolon < 0) {
      return;
    }
    String params = data.substring(0, semicolon).strip();
    String uri = data.substring(semicolon + 1);
    if (uri.isEmpty() && !params.isEmpty()) {
      return;
    }
    String id = "";
    for (String param : params.split(":", -1)) {
      if (id.isEmpty() && param.startsWith("id=")) {
        id = param.substring(3);
      }
    }
    state.pen.link = uri.isEmpty() ? 0 : state.links.intern(new LinkTable.Link(id, uri));
    state.pen.updateExtended();
  }
}
