package dev.patchbay.launch;

import dev.patchbay.detectors.ToolReport;
import dev.patchbay.detectors.Version;
import dev.patchbay.detectors.machine.SearchPath;

/**
 * A recipe that runs, and what it was to change.
 *
 * @param before what there was of the tool when it began
 */
record Installation(ToolReport before, String recipe, String terminal) {
  /**
   * What came of it, by a fresh look at the machine.
   *
   * @param ending how the recipe ended, for people; empty where it ended well
   */
  ToolEvent judge(String ending, ToolReport after) {
    String name = after.tool().name();
    if (!ending.isEmpty()) {
      return failed("recipe-failed", ending);
    }
    if (!after.isInstalled()) {
      return failed(
          "not-found-on-path",
          "The recipe ended well, but "
              + name
              + " is found neither on your PATH nor where installers put programs.");
    }
    if (before.isInstalled() && version(before).equals(version(after)) && isSameFile(after)) {
      return failed(
          "still-the-old-version", name + " is still " + words(after) + " at " + path(after) + ".");
    }
    return new ToolEvent.Installed(after, terminal, recipe, remark(after));
  }

  private static String remark(ToolReport after) {
    boolean onPath =
        after
            .winner()
            .map(found -> found.copy().origin())
            .filter(SearchPath.Origin::isOnPath)
            .isPresent();
    return onPath ? "" : "It is installed at " + path(after) + ", which is not on your PATH.";
  }

  /** A development version may be rebuilt without another number. */
  private boolean isSameFile(ToolReport after) {
    return before
        .winner()
        .map(found -> found.copy().file())
        .equals(after.winner().map(found -> found.copy().file()));
  }

  private static String path(ToolReport report) {
    return report.winner().map(found -> found.copy().path().toString()).orElse("");
  }

  private static String version(ToolReport report) {
    return report.winner().map(found -> found.version().toString()).orElse("");
  }

  private static String words(ToolReport report) {
    return report.winner().isPresent()
            && report.winner().get().version() instanceof Version.Known(String text, var _)
        ? text
        : "the one that was there before";
  }

  private ToolEvent failed(String code, String detail) {
    return new ToolEvent.InstallFailed(before.tool().id(), terminal, recipe, code, detail);
  }
}
