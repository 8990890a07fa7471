package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which tools this machine has. */
@Command(
    name = "tools",
    description = "List the command-line tools of this machine.",
    footer = {"", "\"patchbay tools why TOOL\" says why one of several copies wins."})
final class ToolsCommand extends HubCommand {
  /** Dozens of programs are asked, some of which ask servers. */
  private static final Duration LOOK = Duration.ofMinutes(2);

  @Option(names = "--refresh", description = "Look again first, and wait until all is known.")
  private boolean refresh;

  @Option(names = "--updates", description = "Ask the installers for the newest versions first.")
  private boolean updates;

  @Option(names = "--all", description = "List those that are not installed too.")
  private boolean all;

  @Override
  int run(FoundHub hub) {
    String answer = hub.get("/api/tools?refresh=" + refresh + "&updates=" + updates, LOOK);
    if (json()) {
      printJson(answer);
      return 0;
    }
    List<ToolRecord> tools =
        ToolRecord.list(answer).stream().filter(tool -> all || tool.installed()).toList();
    print(tools);
    if (Json.parse(answer) instanceof Map<?, ?> object
        && object.get("faults") instanceof List<?> faults) {
      faults.forEach(fault -> System.err.println("patchbay: " + describe((Map<?, ?>) fault)));
    }
    return 0;
  }

  private static String describe(Map<?, ?> fault) {
    return PlainText.of(
        fault.get("file")
            + ":"
            + fault.get("line")
            + ": "
            + fault.get("pointer")
            + ": "
            + fault.get("reason"));
  }

  private static void print(List<ToolRecord> tools) {
    int idWidth = width(tools, ToolRecord::id);
    int versionWidth = width(tools, ToolRecord::versionWords);
    int ownerWidth = width(tools, ToolRecord::owner);
    StringBuilder lines = new StringBuilder();
    for (ToolRecord tool : tools) {
      pad(lines, PlainText.of(tool.id()), idWidth);
      pad(lines, PlainText.of(tool.versionWords()), versionWidth);
      pad(lines, PlainText.of(tool.owner()), ownerWidth);
      lines.append(PlainText.of(tool.path())).append('\n');
    }
    System.out.print(lines);
    System.out.flush();
  }

  private static int width(
      List<ToolRecord> tools, java.util.function.Function<ToolRecord, String> column) {
    return tools.stream()
        .mapToInt(tool -> Text.width(PlainText.of(column.apply(tool))))
        .max()
        .orElse(0);
  }

  private static void pad(StringBuilder lines, String cell, int width) {
    lines.append(cell).repeat(' ', width - Text.width(cell) + 2);
  }
}
