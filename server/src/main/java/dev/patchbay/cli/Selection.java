package dev.patchbay.cli;

import java.util.List;
import java.util.stream.Collectors;

/** Finds the terminal that somebody means. */
final class Selection {
  private Selection() {}

  /**
   * @param text an id, a name that only one has, or the beginning of an id that only one has
   * @throws Failure if none fits, or several do
   */
  static TerminalRecord find(List<TerminalRecord> terminals, String text) {
    for (TerminalRecord terminal : terminals) {
      if (terminal.id().equals(text)) {
        return terminal;
      }
    }
    List<TerminalRecord> named =
        terminals.stream().filter(terminal -> terminal.name().equals(text)).toList();
    List<TerminalRecord> fitting =
        named.isEmpty() && !text.isEmpty()
            ? terminals.stream().filter(terminal -> terminal.id().startsWith(text)).toList()
            : named;
    return switch (fitting.size()) {
      case 1 -> fitting.getFirst();
      case 0 -> throw new Failure(Failure.NOT_FOUND, "there is no terminal \"" + text + "\"");
      default ->
          throw new Failure(
              Failure.NOT_FOUND,
              "\"" + text + "\" could be any of " + ids(fitting) + ": say more of the id");
    };
  }

  private static String ids(List<TerminalRecord> terminals) {
    return terminals.stream().map(TerminalRecord::id).collect(Collectors.joining(", "));
  }
}
