package dev.patchbay.terminals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.config.DataDir;
import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import dev.patchbay.os.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalRecordsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ID = "abcdefgh";

  @TempDir private Path folder;

  private TerminalRecords records(DataDir dataDir) {
    return new TerminalRecords(new Loops((_, _) -> {}), dataDir);
  }

  private Path file() {
    return folder.resolve("running-terminals").resolve(ID);
  }

  private static ProcessTable.Entry self() {
    return ProcessTable.find(ProcessHandle.current().pid()).orElseThrow();
  }

  @Test
  void areForTheUserAloneAndGoWithTheTerminal() throws IOException {
    TerminalRecords records = records(DataDir.open(folder));
    records.begin(ID);
    records.started(ID, self(), Optional.empty());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(file())
                .hasContent(ProcessTable.bootId() + " " + self().pid() + " " + self().started()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
    records.end(ID);
    records.close();
    assertThat(file()).doesNotExist();
  }

  @Test
  void areWrittenLaterWhereTheDiskDoesNotTakeThemNow() throws IOException {
    Path blocked = Files.writeString(file().getParent(), "no folder");
    DataDir dataDir = DataDir.open(folder);
    try (TerminalRecords records = records(dataDir)) {
      records.begin(ID);
      records.started(ID, self(), Optional.empty());
      await().atMost(PATIENCE).until(() -> !dataDir.storage().unwritten().isEmpty());
      Files.delete(blocked);
      await().atMost(PATIENCE).until(() -> Files.exists(file()));
      await().atMost(PATIENCE).until(() -> dataDir.storage().unwritten().isEmpty());
      assertThat(file()).content().contains(" " + self().pid() + " ");
    } finally {
      dataDir.storage().close();
    }
  }

  @Test
  void tellTheMarkEvenWhereTheDiskTookNoContent() throws IOException {
    Files.createDirectory(file().getParent());
    Files.createFile(file());
    ProcessBuilder builder = new ProcessBuilder("sleep", "600");
    builder.environment().put(TerminalEnvironment.MARKER, ID);
    Process left = builder.start();
    try (TerminalRecords records = records(DataDir.open(folder))) {
      records.endLeftBehind(new BlockingPool(), Duration.ofSeconds(1));
      assertThat(left.onExit()).succeedsWithin(PATIENCE);
    } finally {
      left.destroyForcibly();
    }
    assertThat(file()).doesNotExist();
  }
}
