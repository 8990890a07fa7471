package dev.patchbay.terminals.screen;

import static com.techsenger.jeditermfx.core.input.InputEvent.CTRL_MASK;
import static com.techsenger.jeditermfx.core.input.InputEvent.SHIFT_MASK;
import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TerminalKeyEncoder;
import com.techsenger.jeditermfx.core.input.KeyEvent;
import com.techsenger.jeditermfx.core.util.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final Map<String, Integer> JEDITERM_KEYS =
      Map.ofEntries(
          Map.entry("up", KeyEvent.VK_UP),
          Map.entry("down", KeyEvent.VK_DOWN),
          Map.entry("left", KeyEvent.VK_LEFT),
          Map.entry("right", KeyEvent.VK_RIGHT),
          Map.entry("home", KeyEvent.VK_HOME),
          Map.entry("end", KeyEvent.VK_END),
          Map.entry("insert", KeyEvent.VK_INSERT),
          Map.entry("delete", KeyEvent.VK_DELETE),
          Map.entry("pageup", KeyEvent.VK_PAGE_UP),
          Map.entry("pagedown", KeyEvent.VK_PAGE_DOWN),
          Map.entry("enter", KeyEvent.VK_ENTER),
          Map.entry("backspace", KeyEvent.VK_BACK_SPACE),
          Map.entry("f1", KeyEvent.VK_F1),
          Map.entry("f2", KeyEvent.VK_F2),
          Map.entry("f3", KeyEvent.VK_F3),
          Map.entry("f4", KeyEvent.VK_F4),
          Map.entry("f5", KeyEvent.VK_F5),
          Map.entry("f6", KeyEvent.VK_F6),
          Map.entry("f7", KeyEvent.VK_F7),
          Map.entry("f8", KeyEvent.VK_F8),
          Map.entry("f9", KeyEvent.VK_F9),
          Map.entry("f10", KeyEvent.VK_F10),
          Map.entry("f11", KeyEvent.VK_F11),
          Map.entry("f12", KeyEvent.VK_F12));

  @ParameterizedTest
  @CsvSource({
    "a, a",
    "A, A",
    "shift-a, A",
    "é, é",
    "ctrl-c, ^C",
    "ctrl-space, ^@",
    "ctrl-[, ^[",
    "ctrl-_, ^_",
    "alt-x, ^[x",
    "ctrl-alt-x, ^[^X",
    "enter, ^M",
    "alt-enter, ^[^M",
    "tab, ^I",
    "shift-tab, ^[[Z",
    "escape, ^[",
    "backspace, ^?",
    "ctrl-backspace, ^H",
    "up, ^[[A",
    "ctrl-right, ^[[1;5C",
    "ctrl-shift-left, ^[[1;6D",
    "home, ^[[H",
    "delete, ^[[3~",
    "alt-pageup, ^[[5;3~",
    "f1, ^[OP",
    "shift-f1, ^[[1;2P",
    "f5, ^[[15~",
    "ctrl-f12, ^[[24;5~",
    "Ctrl-C, ^C",
  })
  void keysAreSentAsXtermSendsThem(String key, String caret) {
    assertThat(encode(key, Modes.defaults())).isEqualTo(caret);
  }

  @Test
  void cursorKeysFollowTheApplicationMode() {
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    screen.feed("\u001b[?1h".getBytes(StandardCharsets.US_ASCII), 0, 5);

    assertThat(encode("up", screen.modes())).isEqualTo("^[OA");
    assertThat(encode("shift-up", screen.modes())).isEqualTo("^[[1;2A");
  }

  @Test
  void anUnknownKeyIsNamedAndNothingIsSent() {
    assertThat(Keys.encode(List.of("a", "hyper-q"), Modes.defaults()))
        .isEqualTo(new Keys.UnknownKey("hyper-q"));
    assertThat(Keys.encode(List.of("ctrl-"), Modes.defaults()))
        .isEqualTo(new Keys.UnknownKey("ctrl-"));
    assertThat(Keys.encode(List.of(""), Modes.defaults())).isEqualTo(new Keys.UnknownKey(""));
  }

  /**
   * JediTerm's encoder as a second opinion. It puts Alt before a key as an escape, where xterm.js
   * and xterm give it a number, and leaves Tab and Escape to others.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void jediTermSendsTheSameForAllKeysWithoutAlt(boolean application) {
    TerminalKeyEncoder encoder = new TerminalKeyEncoder(Platform.Linux);
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    if (application) {
      encoder.arrowKeysApplicationSequences();
      screen.feed("\u001b[?1h".getBytes(StandardCharsets.US_ASCII), 0, 5);
    } else {
      encoder.arrowKeysAnsiCursorSequences();
    }
    // As xterm.js has them: Home and End are cursor keys too, and Ctrl makes Backspace another.
    List<String> others =
        application
            ? List.of("home", "end", "ctrl-backspace", "shift-ctrl-backspace")
            : List.of("ctrl-backspace", "shift-ctrl-backspace");
    Map<String, String> different = new TreeMap<>();
    JEDITERM_KEYS.forEach((name, code) -> {
      for (int modifiers = 0; modifiers <= (SHIFT_MASK | CTRL_MASK); modifiers++) {
        boolean shift = (modifiers & SHIFT_MASK) != 0;
        boolean ctrl = (modifiers & CTRL_MASK) != 0;
        String key = (shift ? "shift-" : "") + (ctrl ? "ctrl-" : "") + name;
        byte[] theirs = encoder.getCode(code, modifiers);
        String sent = caret(new String(theirs, StandardCharsets.US_ASCII));
        if (!encode(key, screen.modes()).equals(sent)) {
          different.put(key, sent);
        }
      }
    });
    assertThat(different.keySet()).containsExactlyInAnyOrderElementsOf(others);
  }

  private static String encode(String key, Modes modes) {
    return switch (Keys.encode(List.of(key), modes)) {
      case Keys.Typed typed -> caret(typed.text());
      case Keys.UnknownKey unknown -> "unknown " + unknown.name();
    };
  }

  private static String caret(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(c -> {
          if (c < ' ' || c == 0x7F) {
            shown.append('^').append((char) (c ^ '@'));
          } else {
            shown.append((char) c);
          }
        });
    return shown.toString();
  }
}
