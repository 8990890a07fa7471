package dev.patchbay.http;

import dev.patchbay.detectors.FoundCopy;
import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.detectors.Version;
import dev.patchbay.launch.Tools;
import dev.patchbay.projects.Git;
import dev.patchbay.projects.GitState;
import dev.patchbay.projects.Project;
import dev.patchbay.projects.Projects;
import dev.patchbay.projects.Want;
import dev.patchbay.projects.WantedVersion;
import dev.patchbay.projects.WorkFolders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls on folders to work in. */
final class FolderRoutes {
  private static final int DEFAULT_LIMIT = 100;

  private final Projects projects;
  private final Git git;
  private final Tools tools;
  private final WorkFolders folders;
  private final Blocking blocking;

  FolderRoutes(Projects projects, Git git, Tools tools, WorkFolders folders, Blocking blocking) {
    this.projects = projects;
    this.git = git;
    this.tools = tools;
    this.folders = folders;
    this.blocking = blocking;
  }

  void list(RoutingContext context) {
    Input input = Input.of(context);
    String query = input.find("query").map(String.class::cast).orElse("");
    int limit =
        input.find("limit").map(Number.class::cast).map(Number::intValue).orElse(DEFAULT_LIMIT);
    boolean refresh = input.find("refresh").filter("true"::equals).isPresent();
    blocking.run(
        context,
        () -> (refresh ? projects.refresh() : projects.list()).join(),
        found -> {
          JsonArray folders = new JsonArray();
          found.matching(query, limit).forEach(project -> folders.add(of(project)));
          Replies.json(
              context,
              200,
              new JsonObject()
                  .put("folders", folders)
                  .put(
                      "scan",
                      new JsonObject()
                          .put("at", found.at().toString())
                          .put("durationMs", found.took().toMillis())
                          .put("entries", found.entries())
                          .put("complete", found.complete())));
        });
  }

  private static JsonObject of(Project project) {
    return new JsonObject()
        .put("path", project.folder().toString())
        .put("name", project.name())
        .put("repository", project.repository())
        .put("marks", new JsonArray(project.marks()));
  }

  /** What became of a folder that was asked for. */
  private sealed interface Card {
    record Shown(JsonObject json) implements Card {}

    record Refused(Problem problem) implements Card {}
  }

  void card(RoutingContext context) {
    String path = Input.of(context).text("path");
    blocking.run(
        context,
        () -> card(path),
        card -> {
          switch (card) {
            case Card.Shown(JsonObject json) -> Replies.json(context, 200, json);
            case Card.Refused(Problem problem) -> problem.send(context.response());
          }
        });
  }

  private Card card(String path) {
    try {
      return switch (folders.enter(tools.home(), path)) {
        case WorkFolders.Entered.Folder(Path folder) ->
            new Card.Shown(describe(folder, tools.present().join()));
        case WorkFolders.Entered.Missing() ->
            new Card.Refused(
                Problem.of(404, "folder-not-found", "There is no folder \"" + path + "\"."));
        case WorkFolders.Entered.Outside(Path folder) ->
            new Card.Refused(
                Problem.of(
                    422,
                    "folder-outside-roots",
                    "\"" + folder + "\" is outside the workspace roots of the configuration."));
        case WorkFolders.Entered.NoFolder() ->
            new Card.Refused(Problem.of(404, "not-a-folder", "\"" + path + "\" is not a folder."));
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Card.Refused(Problem.of(503, "stopping", "The hub is shutting down."));
    }
  }

  private JsonObject describe(Path folder, Snapshot snapshot) throws InterruptedException {
    JsonArray wants = new JsonArray();
    JsonArray missing = new JsonArray();
    for (Want want : folders.wants(folder, hints(snapshot))) {
      Optional<ToolReport> report = snapshot.find(want.tool());
      wants.add(of(want, report));
      if (report.isPresent() && !report.get().isInstalled()) {
        missing.add(want.tool());
      }
    }
    JsonObject card =
        new JsonObject()
            .put("path", folder.toString())
            .put("name", folder.toFile().getName())
            .put("wants", wants)
            .put("missing", missing);
    return switch (git.state(folder)) {
      case Git.Answer.Known(GitState state) -> card.put("git", of(state));
      case Git.Answer.None() -> card.putNull("git");
      case Git.Answer.Failed(String reason) ->
          card.put("git", new JsonObject().put("problem", reason));
    };
  }

  private static Map<String, List<String>> hints(Snapshot snapshot) {
    Map<String, List<String>> hints = new HashMap<>();
    for (ToolReport report : snapshot.all()) {
      for (String file : report.tool().projects()) {
        hints.computeIfAbsent(file, _ -> new ArrayList<>()).add(report.tool().id());
      }
    }
    return hints;
  }

  private static JsonObject of(Want want, Optional<ToolReport> report) {
    Optional<String> installed =
        report
            .flatMap(ToolReport::winner)
            .map(FoundCopy::version)
            .filter(Version.Known.class::isInstance)
            .map(version -> ((Version.Known) version).text());
    return new JsonObject()
        .put("tool", want.tool())
        .put("version", want.version())
        .put("file", want.file())
        .put("known", report.isPresent())
        .put("installed", report.filter(ToolReport::isInstalled).isPresent())
        .put("installedVersion", installed.orElse(null))
        .put("met", installed.flatMap(version -> WantedVersion.isMet(want, version)).orElse(null));
  }

  private static JsonObject of(GitState state) {
    JsonArray worktrees = new JsonArray();
    state
        .worktrees()
        .forEach(tree ->
            worktrees.add(
                new JsonObject().put("folder", tree.folder()).put("branch", tree.branch())));
    return new JsonObject()
        .put("branch", state.branch())
        .put("commit", state.commit())
        .put("upstream", state.upstream())
        .put("ahead", state.ahead())
        .put("behind", state.behind())
        .put("changed", state.changed())
        .put("untracked", state.untracked())
        .put("conflicts", state.conflicts())
        .put("worktrees", worktrees);
  }
}
