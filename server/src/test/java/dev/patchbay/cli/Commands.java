package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The client's commands, run in this process. */
final class Commands {
  private Commands() {}

  /** What came of a command. */
  record Result(int code, String out, String err) {}

  @Command(name = "patchbay")
  private record Program() {}

  /**
   * Runs a command on a hub.
   *
   * @param words how many of the arguments name the command
   */
  static Result at(Path dataDir, int words, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(words, List.of("--data-dir", dataDir.toString()));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream complained = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(written, true, UTF_8));
      System.setErr(new PrintStream(complained, true, UTF_8));
      CommandLine line = new CommandLine(new Program());
      Client.addTo(line);
      int code = line.execute(all.toArray(String[]::new));
      return new Result(code, written.toString(UTF_8), complained.toString(UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
