package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.config.Storage;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  private static final int LONG = 20_000;
  private static final int ENTRIES = 300;

  @TempDir private Path folder;

  @Test
  void keepsTheNewestOfTooMuchThatTheDiskDoesNotTake() throws IOException {
    Path inNoFolder = Files.createFile(folder.resolve("file")).resolve("audit.log");
    try (Storage storage = new Storage();
        AuditLog audit = new AuditLog(inNoFolder, storage, new Loops((_, _) -> {}))) {
      for (int i = 0; i < ENTRIES; i++) {
        audit.note(
            AuditEntry.ofHub(
                "process.started", "n" + i, AuditEntry.DONE, Map.of("command", "x".repeat(LONG))));
      }

      assertThat(audit.find(_ -> true, ENTRIES))
          .hasSizeBetween(90, 2 * 1024 * 1024 / LONG)
          .first()
          .extracting(AuditEntry::subject)
          .isEqualTo("n" + (ENTRIES - 1));
    }
  }
}
