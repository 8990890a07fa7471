package dev.patchbay.cli;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** What terminals there are. */
@Command(name = "ls", aliases = "ps", description = "List the terminals.")
final class ListCommand extends HubCommand {
  @Override
  int run(FoundHub hub) {
    String answer = hub.get("/api/terminals");
    if (json()) {
      printJson(answer);
      return 0;
    }
    List<TerminalRecord> terminals = TerminalRecord.list(answer);
    if (terminals.isEmpty()) {
      System.err.println("no terminals; \"patchbay run\" opens one");
    } else {
      Table table = new Table(terminals, Instant.now(), System.getProperty("user.home"));
      System.out.print(StandardStreams.outputIsTerminal() ? forScreen(table) : table.plain());
    }
    return 0;
  }

  private static String forScreen(Table table) {
    return table.fitted(StandardStreams.width(), !System.getenv().containsKey("NO_COLOR"));
  }
}
