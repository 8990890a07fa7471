package dev.patchbay.bounded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedFileTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private Path sparse(long bytes) throws IOException {
    Path file = folder.resolve("huge");
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    return file;
  }

  @Test
  void readsAFileThatIsNotTooLarge() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "ünïcode\n日本");

    assertThat(BoundedFile.text(file, 100)).isEqualTo("ünïcode\n日本");
    assertThat(BoundedFile.lines(file, 100)).containsExactly("ünïcode", "日本");
    assertThat(BoundedFile.beginning(file, 1)).hasValue("\uFFFD");
  }

  @Test
  void refusesAFileOfTwentyGigabytesAndReadsItsBeginning() throws IOException {
    Path file = sparse(20L << 30);

    assertThatThrownBy(() -> BoundedFile.bytes(file, 1_000)).hasMessageContaining("larger");
    assertThat(BoundedFile.find(file, 1_000)).isEmpty();
    assertThat(BoundedFile.beginning(file, 1_000).orElseThrow()).hasSize(1_000);
  }

  @Test
  void doesNotWaitForANamedPipeNorReadADevice() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Assertions.assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          assertThat(BoundedFile.beginning(pipe, 10)).isEmpty();
          assertThat(BoundedFile.beginning(Path.of("/dev/zero"), 10)).isEmpty();
          assertThat(BoundedFile.beginning(folder, 10)).isEmpty();
        });
  }

  @Test
  void readsFilesOfTheKernelWhoseSizeIsNotTold() throws IOException {
    assertThat(BoundedFile.text(Path.of("/proc/self/stat"), 4096)).contains("(java)");
  }

  @Test
  void saysWhereThereIsNone() {
    assertThatThrownBy(() -> BoundedFile.text(folder.resolve("none"), 10))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void readsLinesOfAnyLengthInLittleMemory() throws IOException {
    Path file = folder.resolve("lines");
    Files.writeString(file, "one\n" + "x".repeat(200_000) + "\n\nlast");
    List<String> lines = new ArrayList<>();

    assertThat(BoundedFile.forEachLine(file, 10, 1_000_000, UTF_8, lines::add))
        .isEqualTo(BoundedFile.End.PART_OF_A_LINE);

    assertThat(lines).containsExactly("one", "xxxxxxxxxx", "", "last");
  }

  @Test
  void stopsReadingLinesAtTheBoundOfAll() throws IOException {
    Path file = sparse(20L << 30);
    List<String> lines = new ArrayList<>();

    assertThat(BoundedFile.forEachLine(file, 10, 1_000_000, UTF_8, lines::add))
        .isEqualTo(BoundedFile.End.TOO_LONG);

    assertThat(lines).isEmpty();
  }
}
