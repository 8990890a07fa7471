package dev.patchbay.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".token.0d9a1c9e-53a0-4b0e-8b3d-0f6a3c1f2b4d.new",
        "processes/.abc.crashes.0d9a1c9e-53a0-4b0e-8b3d-0f6a3c1f2b4d.new",
        "sessions1234567890.new",
        "processes.journal.new"
      })
  void removesWhatAKilledHubWasWriting(String leftover) throws IOException {
    Path file = plant(leftover);
    new DataDir(folder).removeLeftovers();
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "mine.new", ".notes.new", "processes.journal"})
  void leavesEverythingElse(String name) throws IOException {
    Path file = plant(name);
    new DataDir(folder).removeLeftovers();
    assertThat(file).exists();
  }

  @Test
  void leavesNothingBesideAFileThatItReplaces() throws IOException {
    try (DataDir dataDir = DataDir.open(folder)) {
      dataDir.write("token", "one");
      dataDir.write("token", "another");
      assertThat(dataDir.read("token")).contains("another");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("token"));
    }
  }

  private Path plant(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "half");
  }
}
