package dev.patchbay.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Forgets terminals. */
@Command(name = "rm", description = "End all that runs in terminals, and forget them.")
final class RemoveCommand extends HubCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "A terminal's id, the beginning of it, or its name.")
  private List<String> ids = List.of();

  @Override
  int run(FoundHub hub) {
    return Each.of(hub, ids, json(), id -> hub.delete("/api/terminals/" + id));
  }
}
