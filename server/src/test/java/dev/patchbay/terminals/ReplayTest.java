package dev.patchbay.terminals;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.terminals.Replay.Piece;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final int LIMIT = 64 * 1024;

  private final Replay replay = new Replay(LIMIT, 80, 24);

  private void append(String text) {
    replay.append(text.getBytes(US_ASCII), 0, text.length());
  }

  private String read(long from, int max) {
    return replay.read(from, 0, max) instanceof Piece.Bytes(long offset, byte[] bytes)
        ? offset + ":" + new String(bytes, US_ASCII)
        : "none";
  }

  @Test
  void givesWhatWasAppendedByOffset() {
    append("hello ");
    append("world");

    assertThat(read(0, 100)).isEqualTo("0:hello world");
    assertThat(read(6, 3)).isEqualTo("6:wor");
    assertThat(replay.read(11, 0, 100)).isEqualTo(new Piece.Nothing());
  }

  @Test
  void forgetsTheOldestOnceItIsFull() {
    append("x".repeat(LIMIT));
    append("end");

    assertThat(replay.read(2, 0, 10)).isEqualTo(new Piece.Outside());
    assertThat(read(3, 2)).isEqualTo("3:xx");
    assertThat(read(LIMIT, 10)).isEqualTo(LIMIT + ":end");
    assertThat(replay.read(LIMIT + 4, 0, 10)).isEqualTo(new Piece.Outside());
  }

  @Test
  void keepsTheEndOfAPieceThatIsLargerThanItself() {
    append("y".repeat(LIMIT + 5) + "z");

    assertThat(read(LIMIT + 4, 10)).isEqualTo((LIMIT + 4) + ":yz");
    assertThat(replay.read(5, 0, 10)).isEqualTo(new Piece.Outside());
  }

  @Test
  void givesTheSameBytesHoweverTheyCameAndAreAskedFor() {
    Random random = new Random(7);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 2_000; i++) {
      byte[] piece = new byte[random.nextInt(300)];
      random.nextBytes(piece);
      replay.append(piece, 0, piece.length);
      all.writeBytes(piece);
      long end = replay.end();
      long from = Math.max(0, end - random.nextInt(LIMIT));
      int max = 1 + random.nextInt(LIMIT);
      byte[] expected =
          Arrays.copyOfRange(all.toByteArray(), (int) from, (int) Math.min(end, from + max));
      if (expected.length > 0) {
        assertThat(((Piece.Bytes) replay.read(from, 0, max)).bytes()).isEqualTo(expected);
      }
    }
  }

  @Test
  void stopsAtAChangeOfSizeAndTellsItOnce() {
    append("ab");
    replay.resize(100, 30);
    append("cd");

    assertThat(read(0, 100)).isEqualTo("0:ab");
    assertThat(replay.read(2, 0, 100)).isEqualTo(new Piece.Size(2, 1, 100, 30));
    assertThat(replay.read(2, 1, 100)).isInstanceOf(Piece.Bytes.class);
    assertThat(replay.sizeAt(1)).isEqualTo(new Piece.Size(0, 0, 80, 24));
    assertThat(replay.sizeAt(2)).isEqualTo(new Piece.Size(2, 1, 100, 30));
  }

  @Test
  void knowsTheSizeAtTheStartOfTheWindowAfterItMoved() {
    append("ab");
    replay.resize(100, 30);
    append("x".repeat(LIMIT));

    assertThat(replay.sizeAt(10)).isEqualTo(new Piece.Size(2, 1, 100, 30));
    assertThat(replay.sizeAt(1)).isEqualTo(new Piece.Outside());
  }

  @Test
  void staysBoundedUnderResizesWithoutEnd() {
    for (int i = 0; i < 100_000; i++) {
      append("x");
      replay.resize(1 + i % 200, 24);
    }

    assertThat(replay.read(98_000, 0, 1)).isEqualTo(new Piece.Outside());
    assertThat(replay.sizeAt(replay.end())).isInstanceOf(Piece.Size.class);
  }
}
