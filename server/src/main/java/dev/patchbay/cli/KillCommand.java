package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.os.Signals;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the programs of terminals, which stay with their last screens. */
@Command(name = "kill", description = "Send a signal to all that runs in terminals.")
final class KillCommand extends HubCommand {
  @Parameters(
      paramLabel = "ID",
      arity = "1..*",
      description = "A terminal's id, the beginning of it, or its name.")
  private List<String> ids = List.of();

  @Option(
      names = "--signal",
      paramLabel = "SIGNAL",
      description =
          "terminate, kill, interrupt, hangup, quit, user1, user2, stop or continue; a name such as"
              + " WINCH or SIGWINCH; RTMIN+3; or a number (${DEFAULT-VALUE}).")
  private String signal = "terminate";

  @Override
  int run(FoundHub hub) {
    if (Signals.number(signal).isEmpty()) {
      throw new Failure(Failure.USAGE, Signals.unknown(signal));
    }
    return Each.of(
        hub,
        ids,
        json(),
        id -> hub.post("/api/terminals/" + id + "/signal", Json.write(Map.of("signal", signal))));
  }
}
