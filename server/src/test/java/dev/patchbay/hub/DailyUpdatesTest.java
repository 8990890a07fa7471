package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that was last asked about tools some days ago. */
class DailyUpdatesTest {
  @Test
  void asksForUpdatesSoonAfterItsStart(@TempDir Path folder) throws IOException {
    Path bin = Files.createDirectory(folder.toRealPath().resolve("bin"));
    script(bin.resolve("just"), "echo just 1.40.0");
    script(bin.resolve("ask"), "echo new 1.41.0");
    Map<String, String> environment = Map.of("HOME", folder + "", "PATH", bin + ":/usr/bin");
    try (TestHub hub = TestHub.start("", environment)) {
      Path entries = Files.createDirectory(hub.dataDir().resolve("tools.d"));
      Files.writeString(
          entries.resolve("own.yaml"),
          """
          installers:
            - {id: shop, name: Shop, paths: ["%s/*"], latest: {args: [ask], regex: "new (.*)"}}
          """
              .formatted(bin));
      Path asked = hub.dataDir().resolve("updates-asked");
      Files.writeString(asked, Instant.now().minus(Duration.ofDays(2)) + "\n");

      hub.request("GET", "/api/tools").send();

      await()
          .until(() ->
              hub.request("GET", "/api/tools/just").send().json().getJsonObject("update") != null);
      assertThat(Instant.parse(Files.readString(asked).strip()))
          .isAfter(Instant.now().minus(Duration.ofMinutes(5)));
    }
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
