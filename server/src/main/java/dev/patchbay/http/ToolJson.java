package dev.patchbay.http;

import dev.patchbay.detectors.FoundCopy;
import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.detectors.Update;
import dev.patchbay.detectors.Version;
import dev.patchbay.detectors.catalogue.Fault;
import dev.patchbay.detectors.machine.LoginShell;
import dev.patchbay.detectors.machine.SearchPath;
import dev.patchbay.launch.Plan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tools as JSON. */
public final class ToolJson {
  private ToolJson() {}

  static JsonObject all(Snapshot snapshot) {
    JsonArray tools = new JsonArray();
    snapshot.all().forEach(report -> tools.add(of(report)));
    JsonArray faults = new JsonArray();
    snapshot.faults().forEach(fault -> faults.add(fault(fault)));
    return new JsonObject()
        .put("tools", tools)
        .put("scan", scan(snapshot))
        .put("path", path(snapshot.path()))
        .put("faults", faults);
  }

  public static JsonObject scan(Snapshot snapshot) {
    JsonObject scan =
        new JsonObject()
            .put("at", snapshot.at().toString())
            .put("durationMs", snapshot.took().toMillis())
            .put("complete", snapshot.complete());
    return switch (snapshot.shell()) {
      case LoginShell.Answer.Known(String shell, var _, var _, var took) ->
          scan.put("shell", new JsonObject().put("program", shell).put("tookMs", took.toMillis()));
      case LoginShell.Answer.Unknown(String shell, String reason) ->
          scan.put("shell", new JsonObject().put("program", shell).put("problem", reason));
    };
  }

  private static JsonObject fault(Fault fault) {
    return new JsonObject()
        .put("file", fault.file())
        .put("line", fault.line())
        .put("pointer", fault.pointer())
        .put("reason", fault.reason());
  }

  private static JsonArray path(SearchPath path) {
    JsonArray entries = new JsonArray();
    path.entries()
        .forEach(entry ->
            entries.add(
                new JsonObject()
                    .put("folder", entry.text())
                    .put("from", word(entry.origin()))
                    .put("state", word(entry.state()))
                    .put("openToAll", entry.openToAll())));
    return entries;
  }

  /** What the list shows of a tool. */
  public static JsonObject of(ToolReport report) {
    Optional<FoundCopy> winner = report.winner();
    JsonArray copies = new JsonArray();
    report.copies().forEach(found -> copies.add(copy(found, winner)));
    JsonObject tool =
        new JsonObject()
            .put("id", report.tool().id())
            .put("name", report.tool().name())
            .put("category", report.tool().category())
            .put("homepage", report.tool().homepage())
            .put("installed", report.isInstalled())
            .put("path", winner.map(found -> found.copy().path().toString()).orElse(null))
            .put("version", winner.flatMap(found -> known(found.version())).orElse(null))
            .put("versionState", winner.map(found -> state(found.version())).orElse(null))
            .put("owner", winner.flatMap(found -> found.owner().installer()).orElse(null))
            .put("copies", copies)
            .put("launchable", report.isLaunchable());
    report.launchProblem().ifPresent(problem -> tool.put("launchProblem", problem));
    report.knownUpdate().ifPresent(update -> tool.put("update", update(update)));
    return tool;
  }

  private static JsonObject copy(FoundCopy found, Optional<FoundCopy> winner) {
    return new JsonObject()
        .put("path", found.copy().path().toString())
        .put("realPath", found.copy().real().toString())
        .put("version", known(found.version()).orElse(null))
        .put("versionState", state(found.version()))
        .put("versionDetail", detail(found.version()).orElse(null))
        .put("versionFrom", writtenIn(found.version()).orElse(null))
        .put("owner", found.owner().installer().orElse(null))
        .put("package", found.owner().packageName().orElse(null))
        .put("shim", found.owner().shim())
        .put("from", word(found.copy().origin()))
        .put("openToAll", found.copy().openToAll())
        .put("wins", winner.filter(found::equals).isPresent());
  }

  private static Optional<String> known(Version version) {
    return version instanceof Version.Known(String text, var _)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static String state(Version version) {
    return switch (version) {
      case Version.Pending _ -> "pending";
      case Version.Known _ -> "known";
      case Version.Unknown _ -> "unknown";
      case Version.NotAsked _ -> "not-asked";
      case Version.NotTheTool _ -> "not-the-tool";
    };
  }

  private static Optional<String> writtenIn(Version version) {
    return version instanceof Version.Known(var _, String evidence)
        ? Optional.of(evidence).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private static Optional<String> detail(Version version) {
    return switch (version) {
      case Version.Unknown(String reason) -> Optional.of(reason);
      case Version.NotTheTool(String reason) -> Optional.of(reason);
      case Version.NotAsked(String reason) -> Optional.of(reason).filter(text -> !text.isEmpty());
      case Version.Pending _, Version.Known _ -> Optional.empty();
    };
  }

  private static JsonObject update(Update update) {
    return new JsonObject()
        .put("installer", update.installer())
        .put("installed", update.installed())
        .put("latest", update.latest())
        .put("newer", update.newer())
        .put("checkedAt", update.checkedAt().toString());
  }

  /** All that is known of a tool. */
  static JsonObject detailed(ToolReport report, List<Plan> installing, List<Plan> updating) {
    JsonArray evidence = new JsonArray();
    report
        .copies()
        .forEach(found ->
            evidence.add(
                new JsonObject()
                    .put("path", found.copy().path().toString())
                    .put("owner", found.owner().evidence())
                    .put("version", writtenIn(found.version()).orElse(null))));
    return of(report)
        .put("why", new JsonArray(report.why()))
        .put("evidence", evidence)
        .put("note", report.tool().note())
        .put("needsRepository", report.tool().launch().needsRepository())
        .put("unconfirmed", new JsonArray(report.tool().unconfirmed()))
        .put(
            "recipes",
            new JsonObject().put("install", plans(installing)).put("update", plans(updating)));
  }

  private static JsonArray plans(List<Plan> plans) {
    JsonArray array = new JsonArray();
    for (Plan plan : plans) {
      JsonObject json =
          new JsonObject()
              .put("recipe", plan.recipe())
              .put("argv", new JsonArray(plan.argv()))
              .put("downloads", plan.downloads())
              .put("needsRoot", plan.needsRoot())
              .put("usable", plan.isUsable())
              .put("obstacle", plan.obstacle())
              .put("note", plan.note());
      array.add(plan.isScript() ? json.put("script", plan.url()) : json);
    }
    return array;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
