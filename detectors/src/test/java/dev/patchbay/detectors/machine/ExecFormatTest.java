package dev.patchbay.detectors.machine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a file is what comes of executing it. */
class ExecFormatTest {
  @TempDir private Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("#!/bin/sh\nexit 0\n", ""),
        arguments("#! /bin/sh -e\nexit 0\n", ""),
        arguments("#!/usr/bin/env sh\nexit 0\n", ""),
        arguments("#!/bin/sh\r\nexit 0\r\n", "interpreter \"/bin/sh\\r\""),
        arguments("#!/no/such/thing\n", "interpreter /no/such/thing is not here"),
        arguments(
            "#!/usr/bin/env no-such-thing\n", "interpreter no-such-thing is not on your PATH"),
        arguments("\u00ef\u00bb\u00bf#!/bin/sh\nexit 0\n", "byte order mark"),
        arguments("echo no first line\n", "no script"),
        arguments("#!\n", "names no interpreter"),
        arguments("", "it is empty"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatTheKernelWouldSay(String content, String expected) throws Exception {
    Path file = Files.write(folder.resolve("file"), content.getBytes(ISO_8859_1));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));

    String obstacle = ExecFormat.obstacle(file, name -> name.equals("sh")).orElse("");

    assertThat(obstacle).contains(expected);
    if (content.startsWith("#!/") || content.startsWith("#! ")) {
      // Of what has no interpreter the JDK makes a script for the shell, as shells do.
      assertThat(runs(file)).as(obstacle).isEqualTo(expected.isEmpty());
    }
  }

  private static boolean runs(Path file) throws InterruptedException {
    try {
      return new ProcessBuilder(file.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void hasNothingAgainstPrograms() {
    assertThat(ExecFormat.obstacle(Path.of("/bin/true"), _ -> false)).isEmpty();
  }

  @Test
  void knowsFormatsThatAreRegisteredWithTheKernel() {
    String windows = "enabled\ninterpreter /init\nflags: PF\noffset 0\nmagic 4d5a\n";

    assertThat(ExecFormat.isOf(windows, "MZ\u0090", "x.exe")).isTrue();
    assertThat(ExecFormat.isOf(windows, "ZM", "x.exe")).isFalse();
    assertThat(ExecFormat.isOf(windows.replace("enabled", "disabled"), "MZ", "x")).isFalse();
    assertThat(ExecFormat.isOf("enabled\nextension .jar\n", "PK", "a.jar")).isTrue();
    assertThat(ExecFormat.isOf("enabled\noffset 0\nmagic 00ff\nmask 00ff\n", "x\u00ff", "a"))
        .isTrue();
  }
}
