package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--confirm",
      description = "Launch it also where it is part of the project or anybody may replace it.")
  private boolean confirm;

  @Mixin private StartOptions start = new StartOptions();

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
    if (start.detach() || local.isEmpty()) {
      System.out.println(PlainText.of(terminal.id()));
      return 0;
    }
    return Attachment.attach(hub, local.get(), terminal.id(), false, start.keys());
  }

  private Map<String, Object> request(Optional<LocalTerminal> local) {
    Map<String, Object> request = start.request(local);
    request.put("args", args);
    request.put("confirm", confirm);
    return request;
  }
}
