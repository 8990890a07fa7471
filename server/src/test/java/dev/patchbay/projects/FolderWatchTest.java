package dev.patchbay.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.os.BlockingPool;
import dev.patchbay.os.Loops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FolderWatchTest {
  @TempDir private Path folder;

  private final Loops loops = new Loops((_, _) -> {});

  @Test
  void goesOnAfterAChangeThatCouldNotBeTold() throws IOException {
    AtomicInteger told = new AtomicInteger();
    Runnable fails =
        () -> {
          if (told.incrementAndGet() == 1) {
            throw new OutOfMemoryError("a test's");
          }
        };
    try (FolderWatch watch =
        FolderWatch.start(
            new BlockingPool(), loops.named("watch"), () -> Duration.ofMillis(1), fails)) {
      watch.add(folder);

      Files.createDirectory(folder.resolve("first"));
      await().until(() -> told.get() == 1);
      Files.createDirectory(folder.resolve("second"));

      await().until(() -> told.get() == 2);
      assertThat(loops.states().getFirst().failures()).isEqualTo(1);
    }
  }
}
