package dev.patchbay.launch;

import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.terminals.OpenRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs what installs and updates tools. Thread-safe; blocks.
 *
 * @param folder where recipes run
 */
record Recipes(
    Plans plans,
    InstallScripts scripts,
    Installations installations,
    ToolTerminals terminals,
    Path folder) {
  /**
   * @param recipe the installer's id; null for the first that can be used here
   * @param sha256 of the script as the user has seen it, where it is one
   */
  LaunchResult install(
      ToolReport report, Snapshot snapshot, @Nullable String recipe, @Nullable String sha256) {
    return run(report, snapshot, plans.installing(report, snapshot), recipe, sha256, "Install ");
  }

  LaunchResult update(ToolReport report, Snapshot snapshot, @Nullable String recipe) {
    return run(report, snapshot, plans.updating(report, snapshot), recipe, null, "Update ");
  }

  private LaunchResult run(
      ToolReport report,
      Snapshot snapshot,
      List<Plan> all,
      @Nullable String recipe,
      @Nullable String sha256,
      String verb) {
    Optional<Plan> chosen =
        all.stream()
            .filter(plan -> recipe == null ? plan.isUsable() : plan.recipe().equals(recipe))
            .findFirst();
    if (chosen.isEmpty()) {
      return new LaunchResult.Conflict(
          "no-recipe",
          recipe == null
              ? "There is no recipe for " + report.tool().name() + " that can be used here."
              : report.tool().name() + " has no recipe \"" + recipe + "\" for that.");
    }
    Plan plan = chosen.get();
    if (!plan.isUsable()) {
      return new LaunchResult.Conflict("recipe-unusable", plan.obstacle());
    }
    List<String> command = new ArrayList<>(plan.argv());
    if (plan.isScript()) {
      Optional<Path> file = Optional.ofNullable(sha256).flatMap(scripts::find);
      if (file.isEmpty()) {
        return new LaunchResult.Conflict(
            "script-not-confirmed",
            "The script " + plan.url() + " must be shown first, and its SHA-256 be given.");
      }
      command.replaceAll(word -> word.equals(Plan.SCRIPT) ? file.get().toString() : word);
    }
    Map<String, String> environment = terminals.environment(snapshot, List.of());
    environment.putAll(plan.env());
    String tag = "install:" + report.tool().id();
    OpenRequest request =
        new OpenRequest(
            command,
            folder.toString(),
            environment,
            true,
            null,
            null,
            verb + report.tool().name(),
            null,
            false,
            List.of(tag));
    return installations.run(report, plan.recipe(), () -> terminals.open(request));
  }

  /** Downloads the script by which a tool is installed, to be shown. */
  ScriptResult script(ToolReport report, Snapshot snapshot) {
    return plans.installing(report, snapshot).stream()
        .filter(Plan::isScript)
        .findFirst()
        .<ScriptResult>map(plan ->
            switch (scripts.download(plan.url())) {
              case InstallScripts.Download.Done(var script) ->
                  new ScriptResult.Shown(script.url(), script.sha256(), script.text());
              case InstallScripts.Download.Failed(String reason) ->
                  new ScriptResult.NoScript(reason);
            })
        .orElseGet(() ->
            new ScriptResult.NoScript(report.tool().name() + " is not installed by a script."));
  }
}
