package dev.patchbay.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub refuses to use, and what it makes private by itself. */
class OwnershipTest {
  @TempDir private Path temporary;
  private Path folder = Path.of("/nonexistent");
  private Path data = Path.of("/nonexistent");
  private Path config = Path.of("/nonexistent");

  @BeforeEach
  void makeFiles() throws IOException {
    folder = temporary.toRealPath();
    data = mode(Files.createDirectory(folder.resolve("data")), "rwx------");
    config = mode(Files.writeString(folder.resolve("patchbay.yaml"), "{}"), "rw-r--r--");
  }

  private static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private Settings settings(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--port", "0", "--data-dir", data + ""));
    arguments.addAll(List.of("--config", config + ""));
    arguments.addAll(List.of(more));
    return Settings.of(ServeOptions.parse(arguments), Map.of("HOME", folder.toString()));
  }

  private void isRefused(Path named, String remedy) {
    assertThatThrownBy(this::settings)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(named.toString())
        .hasMessageContaining(remedy)
        .hasMessageContaining("--insecure-permissions");
    assertThat(settings("--insecure-permissions")).isNotNull();
  }

  @Test
  void takesWhatIsTheUsersAlone() {
    assertThat(settings()).isNotNull();
  }

  @Test
  void refusesAConfigurationFileThatOthersMayWrite() throws IOException {
    mode(config, "rw-rw-rw-");

    isRefused(config, "chmod go-w '" + config + "'");
  }

  @Test
  void refusesAConfigurationFileInAFolderThatOthersMayWrite() throws IOException {
    Path open = mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
    config = Files.writeString(open.resolve("patchbay.yaml"), "{}");

    isRefused(open, "chmod go-w '" + open + "'");
  }

  @Test
  void refusesAFileOfToolsThatOthersMayWrite() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools.d"));
    Path file = mode(Files.writeString(tools.resolve("mine.yaml"), ""), "rw-rw-rw-");
    isRefused(file, "chmod go-w '" + file + "'");
    mode(file, "rw-r--r--");
    assertThat(settings()).isNotNull();

    mode(tools, "rwxrwxrwx");

    isRefused(tools, "chmod go-w '" + tools + "'");
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    Path key = mode(Files.writeString(folder.resolve("key.pem"), ""), "rw-r-----");
    Files.writeString(
        config, "tls: {certificate: " + folder.resolve("chain.pem") + ", key: " + key + "}\n");

    isRefused(key, "chmod 600 '" + key + "'");

    mode(key, "rw-------");
    assertThat(settings()).isNotNull();
  }

  @Test
  void refusesADataDirThatOthersMayWriteAlsoByWayOfItsParentOrALink() throws IOException {
    mode(data, "rwxrwxrwx");
    isRefused(data, "chmod go-w '" + data + "'");
    mode(data, "rwx------");
    Path real = data;
    data = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(settings()).isNotNull();

    Path open = mode(Files.createDirectory(folder.resolve("open")), "rwxrwxrwx");
    data = open.resolve("not-there-yet");
    isRefused(open, "chmod go-w '" + open + "'");
  }

  @Test
  void refusesATokenThatOthersMayRead() throws IOException {
    Path token = mode(Files.writeString(data.resolve("token"), "x".repeat(40)), "rw-r--r--");

    isRefused(token, "chmod 600 '" + token + "'");
  }

  @Test
  void leavesAFolderAsItIsThatHasOtherThingsInIt() throws IOException {
    Files.writeString(mode(data, "rwxr-xr-x").resolve("holiday.jpg"), "");

    assertThat(settings()).isNotNull();
    assertThat(modeOf(data)).isEqualTo("rwxr-xr-x");
  }

  @Test
  void refusesAFolderInWhichEverybodyMayMakeFiles() throws Exception {
    assertThat(new ProcessBuilder("chmod", "1777", data.toString()).start().waitFor()).isZero();

    isRefused(data, "mkdir -m 700 '" + data + "/patchbay'");
  }

  /** Made by a version that left permissions to the umask. */
  @Test
  void makesPrivateWhatAnEarlierHubMadeAndNothingElse() throws IOException {
    Files.writeString(data.resolve("hub.lock"), "");
    Path crashes = Files.createDirectories(data.resolve("processes/crashes"));
    List<Path> own =
        List.of(
            Files.writeString(data.resolve("audit.log"), ""),
            Files.writeString(data.resolve("processes.journal"), ""),
            Files.writeString(crashes.resolve("a.crashes"), ""));
    for (Path path : own) {
      mode(path, "rw-r--r--");
    }
    mode(crashes, "rwxr-xr-x");
    mode(data, "rwxr-xr-x");

    assertThat(settings()).isNotNull();

    for (Path path : own) {
      assertThat(modeOf(path)).as("%s", path).isEqualTo("rw-------");
    }
    assertThat(modeOf(crashes)).isEqualTo("rwx------");
    assertThat(modeOf(data)).isEqualTo("rwx------");

    Path foreign = mode(Files.writeString(data.resolve("notes.txt"), ""), "rw-r--r--");
    assertThat(settings()).isNotNull();
    assertThat(modeOf(foreign)).isEqualTo("rw-r--r--");
  }

  /** Whatever the umask is, which is the programs' own. */
  @Test
  void writesNothingThatOthersCouldRead() throws Exception {
    try (ProcessHub hub = ProcessHub.start()) {
      hub.create(ProcessHub.script("prints", "echo hello; umask; exit 3"));
      hub.awaitOutput("prints", lines -> lines.contains("hello"));
      Path dir = hub.hub().dataDir();
      hub.hub().open("true");
      List<String> open;
      try (Stream<Path> files = Files.walk(dir)) {
        open =
            files
                .filter(path -> !path.equals(dir) && !path.endsWith("patchbay.yaml"))
                .filter(path -> {
                  try {
                    return modeOf(path).substring(3).contains("r");
                  } catch (IOException e) {
                    // It went away in between.
                    return false;
                  }
                })
                .map(Path::toString)
                .toList();
      }
      assertThat(open).isEmpty();
      Process shell = new ProcessBuilder("sh", "-c", "umask").start();
      String mask = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
      hub.awaitOutput("prints", lines -> lines.contains(mask));
    }
  }
}
