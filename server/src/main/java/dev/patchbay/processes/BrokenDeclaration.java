package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Ending;
import dev.patchbay.processes.registry.Known;
import dev.patchbay.processes.spec.ProcessSpec;
import dev.patchbay.processes.spec.SpecException;
import dev.patchbay.processes.spec.SpecReader;
import java.util.List;
import java.util.Map;

/**
 * A declaration that an earlier hub took and this one cannot use. It is kept as it is and shown
 * with what is wrong with it, until somebody deletes it; nobody else is harmed by it.
 */
final class BrokenDeclaration {
  private BrokenDeclaration() {}

  /** What stands for it, since there is nothing to be started. */
  static ProcessSpec of(Known process, SpecReader declarations) {
    try {
      return declarations.read(least(process.name(), process));
    } catch (SpecException e) {
      return declarations.read(least("broken-" + process.id(), process));
    }
  }

  private static Map<String, Object> least(String name, Known process) {
    return Map.of("name", name, "command", command(process), "autoStart", false);
  }

  private static List<String> command(Known process) {
    Object command = process.declaration().orElse(Map.of()).get("command");
    return command instanceof List<?> words && !words.isEmpty()
        ? List.of(String.valueOf(words.getFirst()))
        : List.of("unknown");
  }

  static Ending.NotStarted fault(RuntimeException e) {
    String what =
        e instanceof SpecException place
            ? (place.pointer().isEmpty() ? "" : place.pointer() + " ") + place.detail()
            : e.toString();
    return new Ending.NotStarted(
        "invalid-declaration",
        "Its declaration cannot be used any more: " + what + ". Delete it and declare it anew.",
        true);
  }
}
