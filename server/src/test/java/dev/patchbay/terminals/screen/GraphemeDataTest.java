package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GraphemeDataTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void isInHubAndPageWhatTheGeneratorMakes() throws IOException {
    assertThat(Files.readString(ROOT.resolve(GraphemeDataGenerator.HUB)))
        .isEqualTo(GraphemeDataGenerator.forHub());
    assertThat(Files.readString(ROOT.resolve(GraphemeDataGenerator.PAGE)))
        .isEqualTo(GraphemeDataGenerator.forPage());
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("a letter", "a", 1),
        arguments("a letter and its accent", "e\u0301", 1),
        arguments("a Chinese character", "世", 2),
        arguments("an emoji of Unicode 14", "\uD83E\uDEE0", 2),
        arguments("an emoji of Unicode 15", "\uD83E\uDEE8", 2),
        arguments("an emoji of Unicode 16", "\uD83E\uDEE9", 2),
        arguments("hexagram symbols, wide since Unicode 16", "䷀", 2),
        arguments("a flag", "🇩🇪", 2),
        arguments("two flags", "🇩🇪🇫🇷", 4),
        arguments("a family", "👩\u200d👩\u200d👧", 2),
        arguments("a skin tone", "👍🏽", 2),
        arguments("a heart", "❤", 1),
        arguments("a heart in the style of emoji", "❤\uFE0F", 2),
        arguments("a keycap", "1\uFE0F\u20E3", 2),
        arguments("a word joiner", "a\u2060b", 2),
        arguments("a mark of direction", "a\u200Eb", 2),
        arguments("a soft hyphen", "a\u00ADb", 3),
        arguments("a Korean syllable by its parts", "\u1112\u1161\u11AB", 2),
        arguments("a syllable of Devanagari", "कि", 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void measures(String what, String text, int columns) {
    Screen screen = new Screen(80, 24, ScreenSettings.defaults(), ScreenListener.none());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    screen.feed(bytes, 0, bytes.length);

    assertThat(screen.state().active.x).as(what).isEqualTo(columns);
  }
}
