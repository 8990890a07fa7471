package dev.patchbay.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that a system's supervisor started finds what the user's terminal finds. */
class LoginShellPathTest {
  private static final String CONFIG =
      """
      services:
        found: {command: [just, 300], env: {TZ: UTC}}
      """;

  @Test
  void isThatOfServicesTerminalsAndToolsAlike(@TempDir Path home) throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    Path tool =
        Files.writeString(
            bin.resolve("just"), "#!/bin/sh\necho \"$PATH by $https_proxy\"\nexec sleep $1\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        home.resolve(".bash_profile"),
        "export PATH=" + bin + ":/usr/bin:/bin https_proxy=http://proxy:3128\n");
    Map<String, String> environment =
        Map.of("HOME", home + "", "SHELL", "/bin/bash", "PATH", "/bin:/usr/bin:/usr/local/bin");
    String line = bin + ":/usr/bin:/usr/local/bin by http://proxy:3128";
    try (TestHub hub = TestHub.start(CONFIG, environment)) {
      await()
          .until(
              () -> hub.request("GET", "/api/processes/found/output").send().body().contains(line));
      String terminal =
          hub.open(new JsonObject().put("command", List.of("just", "0")).put("cols", 200));
      String launched =
          hub.request("POST", "/api/tools/just/launch")
              .body("{\"cols\":200, \"args\":[\"0\"]}")
              .send()
              .json()
              .getString("id");
      for (String id : List.of(terminal, launched)) {
        await().until(() -> hub.terminal(id).getString("state").equals("exited"));
        assertThat(hub.request("GET", "/api/terminals/" + id + "/screen").send().body())
            .contains(line);
      }
    }
  }
}
