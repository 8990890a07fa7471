package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the programs of terminals, which stay with their last screens. */
@Command(name = "kill", description = "Send a signal to all that runs in terminals.")
final class KillCommand extends HubCommand {
  /** As the API names them. */
  enum Signal {
    terminate,
    kill,
    interrupt
  }

  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "A terminal's id, the beginning of it, or its name.")
  private List<String> ids = List.of();

  @Option(
      names = "--signal",
      paramLabel = "SIGNAL",
      description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  private Signal signal = Signal.terminate;

  @Override
  int run(FoundHub hub) {
    return Each.of(
        hub,
        ids,
        json(),
        id ->
            hub.post(
                "/api/terminals/" + id + "/signal", Json.write(Map.of("signal", signal.name()))));
  }
}
