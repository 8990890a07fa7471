package dev.patchbay.launch;

/** What a script that installs a tool says. */
public sealed interface ScriptResult {
  /** It is kept under its hash, by which it can be run. */
  record Shown(String url, String sha256, String text) implements ScriptResult {}

  record UnknownTool(String id) implements ScriptResult {}

  /**
   * There is none, or it cannot be had.
   *
   * @param detail for people
   */
  record NoScript(String detail) implements ScriptResult {}
}
