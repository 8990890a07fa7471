package dev.patchbay.detectors.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.detectors.machine.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecGateTest {
  @TempDir private Path temporary;
  private Path bin = Path.of("/nonexistent");
  private Path other = Path.of("/nonexistent");
  private final ExecGate gate = new ExecGate(new JdkProbeRunner(), FileAccess.unbounded());

  @BeforeEach
  void makeFolders() throws IOException {
    bin = Files.createDirectory(temporary.toRealPath().resolve("bin"));
    other = Files.createDirectory(temporary.toRealPath().resolve("other"));
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void open(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private ProbeResult run(Path program, String path) throws InterruptedException {
    return gate.run(
        new Probe(program, List.of(), Map.of("PATH", path), bin, Duration.ofSeconds(20)));
  }

  @Test
  void executesNothingThatAnybodyCouldHavePutThere() throws Exception {
    Path ran = bin.resolve("ran");
    Path program = script(other.resolve("program"), "touch " + ran);
    open(other);

    ProbeResult result = run(program, "/usr/bin:/bin");

    assertThat(result).isInstanceOf(ProbeResult.Failed.class);
    assertThat(((ProbeResult.Failed) result).reason())
        .contains(program.toString())
        .contains(other + " may be written by everybody");
    assertThat(ran).doesNotExist();
  }

  @Test
  void letsNoProgramFindOthersInAnOpenFolder() throws Exception {
    Path program = script(bin.resolve("program"), "helper; echo \"$PATH\"");
    script(other.resolve("helper"), "echo hostile");
    open(other);

    ProbeResult result = run(program, other + ":relative:" + bin + ":/usr/bin:/bin");

    assertThat(result).isInstanceOf(ProbeResult.Ended.class);
    assertThat(((ProbeResult.Ended) result).out()).isEqualTo(bin + ":/usr/bin:/bin\n");
  }
}
