package dev.patchbay.cli;

import dev.patchbay.config.Json;
import dev.patchbay.config.PlainText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Why one of a tool's copies is the one that its name means. */
@Command(
    name = "why",
    description = "Say which copies of a tool there are, whose they are and why one wins.")
final class WhyCommand extends HubCommand {
  @Parameters(paramLabel = "TOOL", description = "The tool's id, as \"patchbay tools\" lists it.")
  private String tool = "";

  @Override
  int run(FoundHub hub) {
    String answer = hub.get("/api/tools/" + PathSegment.encode(tool));
    if (json()) {
      printJson(answer);
      return 0;
    }
    if (!(Json.parse(answer) instanceof Map<?, ?> report)
        || !(report.get("why") instanceof List<?> why)
        || !(report.get("evidence") instanceof List<?> evidence)) {
      throw new Failure(Failure.FAILED, "the hub speaks of tools in an unknown way");
    }
    if (!Boolean.TRUE.equals(report.get("installed"))) {
      System.out.println(PlainText.of(report.get("name") + " is not installed here."));
    }
    why.forEach(sentence -> System.out.println(PlainText.of(sentence.toString())));
    for (Object entry : evidence) {
      if (entry instanceof Map<?, ?> copy) {
        System.out.println(PlainText.of(copy.get("owner") + "."));
        if (copy.get("version") instanceof String from) {
          System.out.println(
              PlainText.of("The version of " + copy.get("path") + " is from " + from + "."));
        }
      }
    }
    return 0;
  }
}
