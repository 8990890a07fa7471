package dev.patchbay.terminals.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoredScreenTest {
  private static java.util.stream.Stream<Long> seeds() {
    return LongStream.range(0, 300).boxed();
  }

  private static byte[] store(Screen screen) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      screen.store(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Screen restore(byte[] bytes, ScreenSettings settings) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    Screen screen = Screen.restore(in, settings, ScreenListener.none());
    assertThat(in.read()).isEqualTo(-1);
    return screen;
  }

  private static void feed(Screen screen, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    screen.feed(bytes, 0, bytes.length);
  }

  private static void assertAlike(Screen other, Screen screen) {
    assertThat(StateDump.of(other)).isEqualTo(StateDump.of(screen));
    assertThat(other.snapshot()).isEqualTo(screen.snapshot());
    assertThat(other.ansi(Integer.MAX_VALUE)).isEqualTo(screen.ansi(Integer.MAX_VALUE));
    assertThat(other.contents(Integer.MAX_VALUE)).isEqualTo(screen.contents(Integer.MAX_VALUE));
    assertThat(store(other)).isEqualTo(store(screen));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isTheSameAfterwardsAndStaysTheSameWhateverComesThen(long seed) throws IOException {
    Random random = new Random(seed);
    Stream stream = new StreamGenerator(random).next();
    int index = random.nextInt(stream.events().size());
    int length =
        stream.events().get(index) instanceof Stream.Output output ? output.bytes().length : 0;
    int offset = random.nextInt(length + 1);
    Screen screen = Differential.screen(stream);
    Differential.feed(screen, stream.before(index, offset));

    Screen other = restore(store(screen), stream.settings());

    assertAlike(other, screen);
    List<Stream.Event> rest = stream.after(index, offset);
    Differential.feed(screen, rest);
    Differential.feed(other, rest);
    assertThat(StateDump.of(other)).isEqualTo(StateDump.of(screen));
    assertThat(other.snapshot()).isEqualTo(screen.snapshot());
  }

  @Test
  void keepsWhatShellsSaidOfTheirCommands() throws IOException {
    Screen screen = new Screen(40, 5, ScreenSettings.defaults(), ScreenListener.none());
    for (int i = 0; i < 20; i++) {
      feed(screen, "\u001b]133;A\u0007$ \u001b]133;B\u0007run " + i + "\r\n");
      feed(screen, "\u001b]133;C;cmdline_url=run%20" + i + ";t=1000\u0007out\r\n");
      feed(screen, "\u001b]133;D;" + i + ";t=2000\u0007");
    }
    feed(screen, "\u001b]133;A\u0007$ \u001b[31");
    Screen other = restore(store(screen), ScreenSettings.defaults());

    assertAlike(other, screen);
    assertThat(new String(other.snapshot(), StandardCharsets.UTF_8))
        .contains("133;C;cmdline_url=run%2019;t=1000");
    for (Screen each : List.of(screen, other)) {
      feed(each, "mred\r\u001b]133;A\u0007again");
      each.resize(20, 7);
    }
    assertAlike(other, screen);
  }

  @Test
  void takesAboutAByteForACharacterAndNothingForBlanks() {
    Screen screen = new Screen(120, 24, ScreenSettings.defaults(), ScreenListener.none());
    feed(screen, ("x".repeat(60) + "\r\n").repeat(5_000));
    assertThat(store(screen).length).isLessThan(5_000 * 80);
  }

  @Test
  void refusesWhatIsNoStoredScreen() {
    Screen screen = new Screen(20, 5, ScreenSettings.defaults(), ScreenListener.none());
    feed(screen, "some text\r\n".repeat(20));
    byte[] stored = store(screen);
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = stored.clone();
      damaged[random.nextInt(40, damaged.length)] = (byte) random.nextInt();
      try {
        restore(damaged, ScreenSettings.defaults());
      } catch (IOException | AssertionError expected) {
        // Refused, or something else was read: the checksum around it tells. It must end.
      }
    }
    assertThatThrownBy(() -> restore(new byte[10], ScreenSettings.defaults()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void forgetsTheOldestRowsOnly() {
    Screen screen = new Screen(20, 3, ScreenSettings.defaults(), ScreenListener.none());
    for (int i = 0; i < 100; i++) {
      feed(screen, "line " + i + "\r\n");
    }
    screen.forgetOldest(50);
    assertThat(screen.text(1_000)).startsWith("line 50\n").endsWith("line 99\n\n");
    assertThat(screen.scrollback()).isEqualTo(48);
    screen.forgetOldest(1_000);
    assertThat(screen.text(1_000)).isEqualTo("line 98\nline 99\n\n");
    feed(screen, "more\r\n");
    assertThat(screen.text(1_000)).isEqualTo("line 98\nline 99\nmore\n\n");
  }
}
