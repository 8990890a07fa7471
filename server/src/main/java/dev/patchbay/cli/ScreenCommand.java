package dev.patchbay.cli;

import dev.patchbay.config.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a terminal shows, for scripts and for a glance. */
@Command(name = "screen", description = "Print what a terminal shows now.")
final class ScreenCommand extends HubCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The terminal's id, the beginning of it, or its name.")
  private @Nullable String id;

  @Option(names = "--ansi", description = "With colours and links; --json: as runs of cells.")
  private boolean ansi;

  @Option(
      names = "--scrollback",
      paramLabel = "LINES",
      description = "How many lines above the screen to add (${DEFAULT-VALUE}).")
  private int scrollback;

  @Override
  int run(FoundHub hub) {
    if (ansi && json()) {
      throw new Failure(Failure.USAGE, "--ansi and --json exclude each other");
    }
    String format = json() ? "json" : ansi ? "ansi" : "text";
    String screen =
        hub.get(
            "/api/terminals/"
                + Selection.find(hub.terminals(), String.valueOf(id)).id()
                + "/screen?format="
                + format
                + "&scrollback="
                + scrollback);
    if (json()) {
      printJson(screen);
    } else {
      print(ansi ? screen : screen.lines().map(PlainText::of).collect(Collectors.joining("\n")));
    }
    return 0;
  }

  /** Whatever the locale's encoding. */
  static void print(String text) {
    String lines = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    System.out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }
}
