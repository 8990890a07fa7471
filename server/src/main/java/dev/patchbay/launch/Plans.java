package dev.patchbay.launch;

import dev.patchbay.detectors.FoundCopy;
import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;
import dev.patchbay.detectors.catalogue.Catalogue;
import dev.patchbay.detectors.catalogue.Installer;
import dev.patchbay.detectors.catalogue.Recipe;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.FileAccess;
import dev.patchbay.detectors.machine.PathTrust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Works out what would be run to install or update a tool on this machine.
 *
 * @param known the catalogue, as it is when something is to be run
 * @param files looks at programs
 * @param home the user's home folder
 * @param isRoot whether the hub may do anything
 */
record Plans(Supplier<Catalogue> known, FileAccess files, Path home, boolean isRoot) {
  private static final String SELF = "self";

  private Optional<Installer> installer(String id) {
    return known.get().installer(id);
  }

  /** All ways to install a tool, the usable ones first, those without root before the others. */
  List<Plan> installing(ToolReport report, Snapshot snapshot) {
    List<Plan> plans = new ArrayList<>();
    for (Recipe recipe : report.tool().recipes()) {
      switch (recipe) {
        case Recipe.FromPackage(String id, String name, List<String> options, String note) ->
            installer(id)
                .filter(installer -> !installer.install().isEmpty())
                .ifPresent(installer ->
                    plans.add(
                        plan(installer, installer.installing(name, options), note, snapshot)));
        case Recipe.FromScript(
                String id,
                String url,
                String shell,
                Map<String, String> env,
                String note) ->
            plans.add(script(id, url, shell, env, note, snapshot));
      }
    }
    return inOrder(plans);
  }

  /** All ways to update the copy that wins: by itself, or by who installed it and nobody else. */
  List<Plan> updating(ToolReport report, Snapshot snapshot) {
    List<Plan> plans = new ArrayList<>();
    Optional<FoundCopy> winner = report.winner();
    winner.ifPresent(found -> {
      report
          .tool()
          .updatesItself()
          .filter(update -> canUpdateItself(update, found))
          .ifPresent(update -> plans.add(byItself(update, found)));
      found
          .owner()
          .installer()
          .flatMap(this::installer)
          .filter(installer -> !installer.update().isEmpty())
          .ifPresent(installer ->
              plans.add(plan(installer, installer.updating(report.packageName()), "", snapshot)));
    });
    return inOrder(plans);
  }

  private static List<Plan> inOrder(List<Plan> plans) {
    return plans.stream()
        .sorted(
            java.util.Comparator.comparing((Plan plan) -> !plan.isUsable())
                .thenComparing(Plan::needsRoot))
        .toList();
  }

  private boolean canUpdateItself(Tool.SelfUpdate update, FoundCopy found) {
    if (update.under().isEmpty()) {
      return found.owner().installer().isEmpty()
          || found.owner().installer().equals(Optional.of("script"));
    }
    Path folder =
        update.under().startsWith("~/")
            ? home.resolve(update.under().substring(2))
            : Path.of(update.under());
    return found.copy().path().startsWith(folder) || found.copy().real().startsWith(folder);
  }

  private Plan byItself(Tool.SelfUpdate update, FoundCopy found) {
    List<String> argv = new ArrayList<>(List.of(found.copy().path().toString()));
    argv.addAll(update.args());
    String from = "where the tool itself says";
    String obstacle = exposed(Optional.of(found.copy().path()));
    return new Plan(SELF, argv, Map.of(), "", from, false, obstacle, update.note());
  }

  private Plan plan(Installer installer, List<String> argv, String note, Snapshot snapshot) {
    List<String> command = new ArrayList<>(argv);
    Optional<Path> program = snapshot.path().find(files, argv.getFirst());
    program.ifPresent(path -> command.set(0, path.toString()));
    String obstacle =
        program.isPresent() ? exposed(program) : argv.getFirst() + " is not installed here.";
    boolean asks = installer.needsRoot() && !isRoot;
    if (asks) {
      Optional<Path> sudo = snapshot.path().find(files, "sudo");
      command.addFirst(sudo.map(Path::toString).orElse("sudo"));
      if (sudo.isEmpty() && obstacle.isEmpty()) {
        obstacle = "It needs root, and there is no sudo here.";
      }
      obstacle = obstacle.isEmpty() ? exposed(sudo) : obstacle;
    }
    return new Plan(
        installer.id(), command, Map.of(), "", installer.downloads(), asks, obstacle, note);
  }

  private Plan script(
      String id, String url, String shell, Map<String, String> env, String note, Snapshot all) {
    Optional<Path> program = all.path().find(files, shell);
    return new Plan(
        id,
        List.of(program.map(Path::toString).orElse(shell), Plan.SCRIPT),
        env,
        url,
        url,
        false,
        program.isPresent() ? exposed(program) : shell + " is not installed here.",
        note);
  }

  /** Nobody reads the path of an installer before it runs; empty where there is nothing to say. */
  private String exposed(Optional<Path> program) {
    return program
        .flatMap(path ->
            files
                .ask(path, () -> PathTrust.ofThisMachine().exposure(path))
                .flatMap(exposure -> exposure)
                .map(exposure ->
                    "Somebody else could have put " + path + " there: " + exposure.words() + "."))
        .orElse("");
  }
}
