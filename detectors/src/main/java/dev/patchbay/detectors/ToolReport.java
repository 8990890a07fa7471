package dev.patchbay.detectors;

import dev.patchbay.detectors.catalogue.Recipe;
import dev.patchbay.detectors.catalogue.Tool;
import dev.patchbay.detectors.machine.Owner;
import dev.patchbay.detectors.machine.SearchPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool of the catalogue and what of it is on this machine.
 *
 * @param copies in the order in which they would be taken
 * @param shadows what the names of its programs come to besides
 * @param update null where nobody asked or the owner's channel does not tell
 */
public record ToolReport(
    Tool tool, List<FoundCopy> copies, List<Shadow> shadows, @Nullable Update update) {
  public ToolReport {
    copies = List.copyOf(copies);
    shadows = List.copyOf(shadows);
  }

  /** The copy that the tool's name means. */
  public Optional<FoundCopy> winner() {
    return copies.stream().filter(FoundCopy::isUsable).findFirst();
  }

  public boolean isInstalled() {
    return winner().isPresent();
  }

  /** Why the copy that wins cannot be launched, as a sentence; empty where it can, or none wins. */
  public Optional<String> launchProblem() {
    return winner()
        .flatMap(found ->
            found
                .copy()
                .obstacle()
                .map(obstacle -> found.copy().path() + " cannot be launched: " + obstacle + "."));
  }

  public boolean isLaunchable() {
    return isInstalled() && launchProblem().isEmpty();
  }

  public Optional<Update> knownUpdate() {
    return Optional.ofNullable(update);
  }

  /** What the owner of the copy that wins calls the tool. */
  public String packageName() {
    Optional<Owner> owner = winner().map(FoundCopy::owner);
    return owner
        .flatMap(Owner::packageName)
        .or(() -> owner.flatMap(Owner::installer).flatMap(this::packageInRecipe))
        .orElse(tool.id());
  }

  private Optional<String> packageInRecipe(String installer) {
    for (Recipe recipe : tool.recipes()) {
      if (recipe instanceof Recipe.FromPackage(String id, String name, var _, var _)
          && id.equals(installer)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /**
   * Why this copy wins: the winner's sentences, what stands before it, then one for each other
   * copy.
   */
  public List<String> why() {
    List<String> reasons = new ArrayList<>();
    Optional<FoundCopy> winner = winner();
    winner.ifPresent(found -> reasons.add(whyFirst(found)));
    launchProblem().ifPresent(reasons::add);
    shadows.stream()
        .filter(shadow -> winner.isEmpty() || stands(shadow, winner.get()))
        .map(Shadow::words)
        .forEach(reasons::add);
    for (FoundCopy found : copies) {
      if (winner.isEmpty() || !found.equals(winner.get())) {
        reasons.add(whyNot(found));
      }
    }
    return reasons;
  }

  /** Whether it is come to before a copy. */
  private static boolean stands(Shadow shadow, FoundCopy winner) {
    return shadow.entry() == Shadow.SHELL
        || (winner.copy().path().endsWith(shadow.name()) && shadow.entry() < winner.copy().entry());
  }

  private static String whyFirst(FoundCopy found) {
    String place = place(found);
    return switch (found.copy().origin()) {
      case LOGIN_SHELL, HUB ->
          found.copy().path() + " wins: it is the first of this name, " + place + ".";
      case KNOWN_PLACE ->
          found.copy().path() + " is taken although it is not on your PATH: it is " + place + ".";
    };
  }

  private static String whyNot(FoundCopy found) {
    return found.version() instanceof Version.NotTheTool(String reason)
        ? found.copy().path() + " does not count: " + reason + "."
        : found.copy().path() + " comes later: " + place(found) + ".";
  }

  private static String place(FoundCopy found) {
    SearchPath.Origin origin = found.copy().origin();
    return origin.isOnPath()
        ? "entry " + (found.copy().entry() + 1) + ", from " + origin.words()
        : "in " + origin.words();
  }

  ToolReport with(FoundCopy changed) {
    return new ToolReport(
        tool,
        copies.stream()
            .map(found -> found.copy().equals(changed.copy()) ? changed : found)
            .toList(),
        shadows,
        update);
  }

  ToolReport with(@Nullable Update other) {
    return new ToolReport(tool, copies, shadows, other);
  }
}
