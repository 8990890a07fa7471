package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Does one thing to several terminals: a failure at one does not keep the others from it. */
final class Each {
  private Each() {}

  /**
   * @param names of terminals, as users name them
   * @param action gets an id
   * @param json whether to print which came to what, by id
   * @return the exit code: the last failure's
   */
  static int of(FoundHub hub, List<String> names, boolean json, Consumer<String> action) {
    List<TerminalRecord> terminals = hub.terminals();
    Map<String, String> results = new LinkedHashMap<>();
    int exitCode = 0;
    for (String name : names) {
      String key = name;
      try {
        key = Selection.find(terminals, name).id();
        action.accept(key);
        results.put(key, "success");
      } catch (Failure e) {
        exitCode = HubCommand.complain(e.exitCode(), e);
        results.put(key, String.valueOf(e.getMessage()));
      }
    }
    if (json) {
      HubCommand.printJson(Json.write(results));
    }
    return exitCode;
  }
}
