package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's Unix socket, as programs of this user and of another one find it. */
class LocalSocketTest {
  private static final TestHub HUB = TestHub.start();

  /** What comes before a command that another user is to run; only root may do so. */
  private static final List<String> AS_ANOTHER =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @AfterAll
  static void stop() {
    HUB.close();
  }

  @Test
  void isTheUsersAlone() throws Exception {
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(HUB.dataDir().resolve("hub.sock"))))
        .isEqualTo("rw-------");
  }

  @Test
  void needsTheTokenToo() throws Exception {
    Path socket = HUB.dataDir().resolve("hub.sock");
    assertThat(get(List.of(), socket, "/api/health").output()).endsWith(" 200");
    assertThat(get(List.of(), socket, "/api/system").output()).endsWith(" 401");
    assertThat(
            get(List.of("-H", "Authorization: Bearer " + HUB.token()), socket, "/api/system")
                .output())
        .endsWith(" 200");
  }

  @Test
  void answersNobodyElseEvenWhereItsPermissionsLetThemIn(@TempDir Path folder) throws Exception {
    Path socket = Files.createLink(folder.resolve("s"), HUB.dataDir().resolve("hub.sock"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
    try {
      Answer own = get(List.of(), socket, "/api/health");
      assertThat(own.output()).contains("\"up\"").endsWith(" 200");
      if (mayRunAsAnother()) {
        List<String> command = new ArrayList<>(AS_ANOTHER);
        command.addAll(curl(List.of(), socket, "/api/health"));
        Answer others = run(command);
        assertThat(others.code()).as(others.output()).isNotZero();
        assertThat(others.output()).doesNotContain("up").endsWith(" 000");
      }
    } finally {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static boolean mayRunAsAnother() throws Exception {
    List<String> command = new ArrayList<>(AS_ANOTHER);
    command.add("true");
    return run(command).code() == 0;
  }

  private record Answer(int code, String output) {}

  private static Answer get(List<String> options, Path socket, String path) throws Exception {
    return run(curl(options, socket, path));
  }

  private static List<String> curl(List<String> options, Path socket, String path) {
    List<String> command = new ArrayList<>(List.of("curl", "-s", "-w", " %{http_code}"));
    command.addAll(options);
    command.addAll(List.of("--unix-socket", socket.toString(), "http://localhost" + path));
    return command;
  }

  private static Answer run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Answer(process.exitValue(), output);
  }
}
