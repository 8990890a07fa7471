package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a tool on a terminal and brings it onto the user's own. */
@Command(
    name = "launch",
    description = "Launch one of the machine's tools in a terminal, and use it from here.",
    footer = {
      "",
      "Where the output is no terminal, or with --detach, the terminal's id is printed and the",
      "tool left running."
    })
final class LaunchCommand extends HubCommand {
  @Parameters(
      index = "0",
      paramLabel = "TOOL",
      description = "The tool's id, as \"patchbay tools\" lists it.")
  private String tool = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ARGS",
      arity = "0..*",
      description = "Its arguments, after --.")
  private List<String> args = List.of();

  @Option(names = "--cwd", paramLabel = "DIR", description = "Where to start (here).")
  private Path cwd = Path.of("");

  @Option(
      names = "--confirm",
      description = "Launch it also where it is part of the project or anybody may replace it.")
  private boolean confirm;

  @Option(names = "--detach", description = "Print the terminal's id and leave it running.")
  private boolean detach;

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave the tool running (${DEFAULT-VALUE}).",
      defaultValue = DetachKeys.DEFAULT)
  private DetachKeys keys = DetachKeys.parse(DetachKeys.DEFAULT);

  @Override
  int run(FoundHub hub) {
    Optional<LocalTerminal> local = LocalTerminal.find();
    String path = "/api/tools/" + PathSegment.encode(tool) + "/launch";
    String answer = hub.post(path, Json.write(request(local)));
    if (json()) {
      printJson(answer);
      return 0;
    }
    TerminalRecord terminal = TerminalRecord.of(answer);
    if (detach || local.isEmpty()) {
      System.out.println(terminal.id());
      return 0;
    }
    return Attachment.attach(hub, local.get(), terminal.id(), false, keys);
  }

  private Map<String, Object> request(Optional<LocalTerminal> local) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("cwd", cwd.toAbsolutePath().normalize().toString());
    request.put("args", args);
    request.put("confirm", confirm);
    local
        .flatMap(LocalTerminal::size)
        .ifPresent(size -> {
          request.put("cols", size.cols());
          request.put("rows", size.rows());
        });
    return request;
  }
}
