package dev.patchbay.hub;

import dev.patchbay.cli.Client;
import dev.patchbay.config.ConfigException;
import dev.patchbay.config.PlainText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Everything but the hub itself, which {@link Main} starts without picocli. */
final class CommandLines {
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private CommandLines() {}

  static int execute(String... args) {
    return line()
        .setExecutionExceptionHandler((e, _, _) -> {
          boolean expected = e instanceof ConfigException;
          System.err.println(
              "patchbay: " + PlainText.of(String.valueOf(expected ? e.getMessage() : e)));
          return expected ? USAGE : FAILED;
        })
        .execute(args);
  }

  /** All commands and their options. */
  static CommandLine line() {
    CommandLine line = new CommandLine(new Top());
    Client.addTo(line);
    return line;
  }

  @Command(
      name = "patchbay",
      description = "A hub for the terminals of your machine. Without a command it starts the hub.",
      footer = {"", ServeOptions.USAGE},
      mixinStandardHelpOptions = true,
      versionProvider = VersionProvider.class)
  private record Top() {}

  private static final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"patchbay " + Version.current()};
    }
  }
}
