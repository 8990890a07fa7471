package dev.patchbay.security;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.patchbay.config.Storage;
import dev.patchbay.os.HangingFileSystem;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a disk that does not answer, where this user may mount one; {@code HungDataDirTest} does with
 * a whole hub what anybody may.
 */
class HungDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void nobodyWaitsForTheAuditLog() throws Exception {
    try (HangingFileSystem _ = mount()) {
      AuditLog audit =
          new AuditLog(folder.resolve("audit.log"), new Storage(), new Loops((_, _) -> {}));

      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            for (int i = 0; i < 2 * AuditLog.MOST_WAITING_LINES; i++) {
              audit.note(AuditEntry.ofHub("process.started", "name", AuditEntry.DONE, Map.of()));
            }
            audit.close();
          });
    }
  }

  private HangingFileSystem mount() {
    try {
      return HangingFileSystem.mount(folder);
    } catch (IOException e) {
      return abort("this user may not mount a file system");
    }
  }
}
