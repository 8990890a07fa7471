package dev.patchbay.terminals.screen;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the comparison with xterm.js needs on this machine; without it, tests fail. */
public final class Prerequisites {
  private Prerequisites() {}

  /** The first of some programs that is here, where any will do. */
  public static String program(String... alternatives) {
    return Arrays.stream(alternatives)
        .filter(Prerequisites::isOnPath)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "This test runs "
                    + String.join(" or ", alternatives)
                    + ", which is not on the PATH: install it, or let src/verify install all that"
                    + " the tests need."));
  }

  /** Text to page through and to search in, with {@code tcp} and {@code udp} all over. */
  public static Path text() {
    try {
      Path file = Files.createTempFile("patchbay", ".txt");
      file.toFile().deleteOnExit();
      StringBuilder text = new StringBuilder("# Names of services\n");
      for (int i = 1; i <= 400; i++) {
        List<String> ports = List.of(i + "/tcp", i + "/udp");
        text.append("service-").append(i).append("\t").append(ports.get(i % 2));
        text.append(i % 7 == 0 ? "\t# a comment, long enough to run over the edge ".repeat(2) : "");
        text.append('\n');
      }
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
