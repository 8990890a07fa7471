package dev.patchbay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.patchbay.config.Storage;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipe that nobody reads stands for a file on a disk that does not answer. */
class HungDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void nobodyWaitsForTheAuditLog() throws Exception {
    AuditLog audit = new AuditLog(pipe("audit.log"), new Storage(), new Loops((_, _) -> {}));

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
