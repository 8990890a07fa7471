package dev.patchbay.processes.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.processes.child.ChildListener.Source;
import dev.patchbay.processes.output.OutputLine.End;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSplitterTest {
  private final LineSplitter splitter = new LineSplitter(Source.OUT);
  private final List<OutputLine> lines = new ArrayList<>();
  private final List<String> passing = new ArrayList<>();

  private final LineSplitter.Sink sink =
      new LineSplitter.Sink() {
        @Override
        public void line(OutputLine line) {
          lines.add(line);
        }

        @Override
        public void passing(OutputLine line) {
          passing.add(line.text());
        }
      };

  private void say(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    splitter.split(bytes, 0, bytes.length, Instant.EPOCH, sink);
  }

  private List<String> texts() {
    return lines.stream().map(OutputLine::text).toList();
  }

  private String open() {
    return splitter.open().map(OutputLine::text).orElse("");
  }

  @Test
  void aLineThatIsWrittenOverShowsItsNewestState() {
    say("10%\r20%");
    assertThat(open()).isEqualTo("20%");
    say("\r");
    assertThat(open()).isEqualTo("20%");
    say("30%");
    assertThat(open()).isEqualTo("30%");
    say("\r\nnext\r\r\nlast\n");

    assertThat(texts()).containsExactly("30%", "next", "last");
    assertThat(lines).extracting(OutputLine::end).containsOnly(End.WHOLE);
    assertThat(passing).containsExactly("10%", "20%");
    assertThat(splitter.open()).isEmpty();
  }

  /**
   * Of three bytes, of a letter and two marks, of several code points that are one picture, and of
   * colours.
   */
  @ParameterizedTest
  @ValueSource(strings = {"한", "e\u0301\u0323", "👩‍👩‍👧", "🇰🇷", "\u001b[38;5;196mx\u001b[0m"})
  void cutsBetweenCharactersAndSaysSo(String character) {
    String line = character.repeat(20_000);

    say(line + "\n");

    assertThat(String.join("", texts())).isEqualTo(line);
    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(lines.subList(0, lines.size() - 1))
        .extracting(OutputLine::end)
        .containsOnly(End.CUT);
    assertThat(lines.getLast().end()).isEqualTo(End.WHOLE);
    assertThat(texts())
        .allSatisfy(piece -> {
          assertThat(piece.getBytes(UTF_8).length).isLessThanOrEqualTo(LineSplitter.LONGEST_BYTES);
          assertThat(piece).doesNotContain("\ufffd");
          if (!character.startsWith("\u001b")) {
            assertThat(piece.replace(character, "")).isEmpty();
          }
          assertThat(Escapes.without(piece)).doesNotContain("[38", "5;196", "[0m");
        });
  }

  @Test
  void cutsWhatIsOneCharacterWithoutEndAllTheSame() {
    say("e" + "\u0301".repeat(20_000) + "\n");

    assertThat(lines).hasSizeGreaterThan(1);
    assertThat(String.join("", texts())).hasSize(20_001).doesNotContain("\ufffd");
  }

  @Test
  void whatComesAfterLostBytesIsALineOfItsOwn() {
    say("begun");
    splitter.lose(sink);
    byte[] rest = "한 rest\n".getBytes(UTF_8);
    splitter.split(rest, 1, rest.length - 1, Instant.EPOCH, sink);

    assertThat(texts()).containsExactly("begun", " rest");
    assertThat(lines).extracting(OutputLine::end).containsExactly(End.CUT, End.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ready \u001b[32min\u001b[0m 5 ms",
        "\u001b]0;title\u0007ready in 5 ms",
        "\u001b]8;;http://x\u001b\\ready\u001b]8;;\u001b\\ in 5 ms",
        "rx\beady in 5 ms",
        "\u001b[?25l\u001b[2K\u001b(Bready in \u009b1m5 ms\u001b[K",
        "ready in 5 ms\u001b[",
        "ready in 5 ms"
      })
  void isReadAsAPersonWould(String text) {
    assertThat(Escapes.without(text)).isEqualTo("ready in 5 ms");
  }

  @Test
  void takesWhatIsNoUtf8() {
    byte[] bytes = new byte[40_000];
    java.util.Arrays.fill(bytes, (byte) 0xbf);
    splitter.split(bytes, 0, bytes.length, Instant.EPOCH, sink);
    splitter.flush(sink);

    assertThat(texts().stream().collect(Collectors.joining())).hasSize(40_000);
  }
}
