package dev.patchbay.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a terminal onto the user's own. */
@Command(
    name = "attach",
    description = "Use a terminal from here.",
    footer = {
      "",
      "The exit code is that of the program if it ends meanwhile, 128 and the signal's",
      "number if one ended it, and 0 after detaching."
    })
final class AttachCommand extends HubCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The terminal's id, the beginning of it, or its name.")
  private String id = "";

  @Option(names = "--view", description = "Only look: keys and sizes are not passed on.")
  private boolean view;

  @Mixin private DetachOption leaving = new DetachOption();

  @Override
  int run(FoundHub hub) {
    TerminalRecord terminal = Selection.find(hub.terminals(), id);
    if (json()) {
      printJson(hub.get("/api/terminals/" + terminal.id()));
      return 0;
    }
    LocalTerminal local =
        LocalTerminal.find()
            .orElseThrow(() ->
                new Failure(
                    Failure.FAILED,
                    "standard input and output must be a terminal to attach to another"));
    return Attachment.attach(hub, local, terminal.id(), view, leaving.keys());
  }
}
