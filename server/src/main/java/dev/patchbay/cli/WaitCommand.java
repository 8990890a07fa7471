package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.Quantities;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits until a terminal shows something, so that a script can go on. */
@Command(
    name = "wait",
    description = "Wait until a terminal's screen matches, or its program has ended.",
    exitCodeList = {
      "0:it has come to that",
      "1:it has not in time, or the program ended without it",
      "2:the command line or PATCHBAY_TOKEN cannot be used",
      "3:no hub is running, or it stopped",
      "4:no such terminal, or several that fit",
      "5:not allowed: wrong token, or refused by the hub's policy"
    })
final class WaitCommand extends HubCommand {
  /** As the API names them. */
  enum State {
    exited
  }

  @Parameters(
      paramLabel = "ID",
      description = "The terminal's id, the beginning of it, or its name.")
  private @Nullable String id;

  @Option(
      names = "--match",
      paramLabel = "REGEX",
      description = "What the screen's text must hold; ^ and $ are the ends of a line.")
  private @Nullable String match;

  @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable State state;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long at most, such as 500ms, 30s or 5m (${DEFAULT-VALUE}).")
  private String timeout = "30s";

  @Override
  int run(FoundHub hub) {
    Map<String, Object> condition = new HashMap<>();
    if (match != null) {
      condition.put("match", match);
    }
    if (state != null) {
      condition.put("state", state.name());
    }
    if (condition.isEmpty()) {
      throw new Failure(Failure.USAGE, "nothing to wait for: give --match or --state");
    }
    condition.put("timeout", timeout);
    String terminal = Selection.find(hub.terminals(), String.valueOf(id)).id();
    String answer =
        hub.post("/api/terminals/" + terminal + "/wait", Json.write(condition), patience());
    if (json()) {
      printJson(answer);
    }
    return report(answer);
  }

  private Duration patience() {
    try {
      return Quantities.duration(timeout);
    } catch (IllegalArgumentException e) {
      throw new Failure(Failure.USAGE, "--timeout: " + e.getMessage());
    }
  }

  private int report(String answer) {
    String result =
        Json.parse(answer) instanceof Map<?, ?> object ? String.valueOf(object.get("result")) : "";
    return switch (result) {
      case "matched" -> 0;
      case "exited" -> complain(Failure.FAILED, "the program ended without it");
      default -> complain(Failure.FAILED, "not within " + timeout);
    };
  }

  private static int complain(int exitCode, String sentence) {
    return complain(exitCode, new Failure(exitCode, sentence));
  }
}
