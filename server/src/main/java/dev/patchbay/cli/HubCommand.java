package dev.patchbay.cli;

import dev.patchbay.config.ConfigException;
import dev.patchbay.config.DataDir;
import dev.patchbay.config.PlainText;
import dev.patchbay.config.UserEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands of the client share: how the hub is found, and how failures end. */
@Command(
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:the command line or PATCHBAY_TOKEN cannot be used",
      "3:no hub is running, or it stopped",
      "4:no such terminal or file, or several terminals that fit",
      "5:not allowed: wrong token, or refused by the hub's policy"
    })
abstract class HubCommand implements Callable<Integer> {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the hub keeps its things (~/.local/state/patchbay).")
  private @Nullable Path dataDir;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // Picocli looks for the option, and shows the help itself.
  private boolean help;

  @Option(names = "--json", description = "Print JSON, for programs.")
  private boolean json;

  @Override
  public final Integer call() {
    try {
      Map<String, String> environment = UserEnvironment.ofThisProcess();
      Path path = dataDir == null ? DataDir.byDefault(environment) : dataDir;
      return run(FoundHub.find(new DataDir(path.toAbsolutePath().normalize()), environment));
    } catch (Failure e) {
      return complain(e.exitCode(), e);
    } catch (ConfigException e) {
      return complain(Failure.USAGE, e);
    }
  }

  /**
   * @return the exit code
   * @throws Failure if the command cannot do what it is for
   */
  abstract int run(FoundHub hub);

  final boolean json() {
    return json;
  }

  /**
   * Prints a JSON text, whatever the locale's encoding. What the hub gave it may hold names that
   * strangers chose: what a terminal would obey, or would not show, is escaped.
   */
  static void printJson(String text) {
    String lines = text.lines().map(PlainText::escaped).collect(Collectors.joining("\n", "", "\n"));
    System.out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  static int complain(int exitCode, Exception e) {
    System.err.println("patchbay: " + PlainText.of(String.valueOf(e.getMessage())));
    return exitCode;
  }
}
