package dev.patchbay.cli;

import dev.patchbay.config.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Types into a terminal without being attached to it. */
@Command(
    name = "send",
    description = {
      "Type into a terminal: the text first, then the keys.",
      "",
      "A key is a character or a name such as enter, tab, escape, backspace, up, home, pageup, f5,",
      "after any of ctrl-, alt- and shift-: ctrl-c, alt-x, shift-tab. Names are encoded as the",
      "program expects them just then."
    })
final class SendCommand extends HubCommand {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The terminal's id, the beginning of it, or its name.")
  private @Nullable String id;

  @Parameters(index = "1..*", paramLabel = "KEY", arity = "0..*", description = "Keys by name.")
  private List<String> keys = List.of();

  @Option(names = "--text", paramLabel = "TEXT", description = "Text to type as it is.")
  private @Nullable String text;

  @Override
  int run(FoundHub hub) {
    Map<String, Object> typed = new HashMap<>();
    if (text != null) {
      typed.put("text", text);
    }
    if (!keys.isEmpty()) {
      typed.put("keys", keys);
    }
    if (typed.isEmpty()) {
      throw new Failure(Failure.USAGE, "nothing to type: give keys, or --text");
    }
    String terminal = Selection.find(hub.terminals(), String.valueOf(id)).id();
    String answer = hub.post("/api/terminals/" + terminal + "/keys", Json.write(typed));
    if (json()) {
      printJson(answer);
    }
    return 0;
  }
}
