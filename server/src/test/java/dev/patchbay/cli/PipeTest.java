package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client between other programs, as a process of its own, and a real hub. */
class PipeTest {
  private static HubProcess hub;

  @TempDir private Path folder;

  private record Result(int code, byte[] out, String err) {
    String text() {
      return new String(out, UTF_8);
    }
  }

  @BeforeAll
  static void startHub(@TempDir Path dataDir) throws Exception {
    hub = HubProcess.start(dataDir);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  private Result run(String input, String script) throws Exception {
    List<String> command = new ArrayList<>(HubProcess.program());
    command.addAll(
        List.of("run", "--data-dir", hub.dataDir().toString(), "--", "sh", "-c", script));
    Path in = Files.writeString(folder.resolve("in"), input);
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command).redirectInput(in.toFile()).redirectError(err.toFile()).start();
    byte[] out = process.getInputStream().readAllBytes();
    return new Result(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void passesOnEveryByteOfFiveMegabytes() throws Exception {
    Result result = run("", "head -c 5000000 /dev/zero | tr '\\0' x; exit 7");

    assertThat(result.err()).isEmpty();
    assertThat(result.text()).isEqualTo("x".repeat(5_000_000));
    assertThat(result.code()).isEqualTo(7);
  }

  @Test
  void passesItsInputToTheProgramAndThenItsEnd() throws Exception {
    Result result = run("one\ntwo", "stty -echo; cat; kill -TERM $$");

    assertThat(result.text()).contains("one\r\ntwo");
    assertThat(result.code()).isEqualTo(143);
  }
}
