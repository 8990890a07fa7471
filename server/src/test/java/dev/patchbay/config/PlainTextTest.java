package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  /** Escape, CSI, DEL, line ends, overrides and isolates, zero width, tags, a lone surrogate. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066,
        0x2069, 0x200b, 0x200e, 0x061c, 0xfeff, 0xad, 0xe0041, 0xd800
      })
  void keepsFromEyesWhatIsNotText(int codePoint) {
    String bad = new StringBuilder().appendCodePoint(codePoint).toString();
    assertThat(PlainText.of("a" + bad + "b")).isIn("ab", "a b");
    assertThat(PlainText.of("a" + bad + "b", 10)).isIn("ab", "a b");
    assertThat(PlainText.escaped("a" + bad + "b")).matches("a(\\\\u[0-9a-f]{4})+b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "ünïcode-日本", "שלום", "👍🏽", "a  b", "back\\slash"})
  void leavesTextAlone(String text) {
    assertThat(PlainText.of(text)).isEqualTo(text);
    assertThat(PlainText.escaped(text)).isEqualTo(text);
  }

  @Test
  void escapesJsonToTheSameJson() {
    String json = "{\"name\":\"a\u202eb\u2028\udb40\udc41\"}";
    assertThat(PlainText.escaped(json)).isASCII();
    assertThat(Json.parse(PlainText.escaped(json))).isEqualTo(Json.parse(json));
  }

  @Test
  void cutsAndCollapses() {
    assertThat(PlainText.of("  a \n\t b\u2028c ", 10)).isEqualTo("a b c");
    assertThat(PlainText.of("abcdef", 3)).isEqualTo("abc");
  }
}
