package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a terminal and brings it onto the user's own. */
@Command(
    name = "run",
    description = "Run a program in a terminal of its own, and use it from here.",
    footer = {
      "",
      "The exit code is that of the program if it ends meanwhile, 128 and the signal's",
      "number if one ended it, and 0 after detaching.",
      "Where the output is no terminal, all of it is passed on as the program",
      "writes it, and the program waits for whoever reads it."
    })
final class RunCommand extends HubCommand {
  @Parameters(
      paramLabel = "CMD",
      arity = "0..*",
      description = "The program and its arguments, after --; your login shell without.")
  private List<String> command = List.of();

  @Option(names = "--name", paramLabel = "NAME", description = "What to call the terminal.")
  private @Nullable String name;

  @Option(names = "--tag", paramLabel = "TAG", description = "A tag; may be given several times.")
  private List<String> tags = List.of();

  @Mixin private StartOptions start = new StartOptions();

  @Override
  int run(FoundHub hub) {
    Optional<LocalTerminal> local = LocalTerminal.find();
    String answer = hub.post("/api/terminals", Json.write(request(local)));
    if (json()) {
      printJson(answer);
      return 0;
    }
    TerminalRecord terminal = TerminalRecord.of(answer);
    if (start.detach()) {
      System.out.println(PlainText.of(terminal.id()));
      return 0;
    }
    return local
        .map(screen -> Attachment.attach(hub, screen, terminal.id(), false, start.keys()))
        .orElseGet(() -> Pipe.run(hub, terminal.id()));
  }

  private Map<String, Object> request(Optional<LocalTerminal> local) {
    Map<String, Object> request = start.request(local);
    if (!command.isEmpty()) {
      request.put("command", command);
    }
    if (name != null) {
      request.put("name", name);
    }
    if (!tags.isEmpty()) {
      request.put("tags", tags);
    }
    if (local.isEmpty() && !start.detach() && !json()) {
      request.put("hold", true);
    }
    return request;
  }
}
