package dev.patchbay.launch;

import dev.patchbay.terminals.OpenResult;
import dev.patchbay.terminals.TerminalInfo;

/** What became of a wish to launch, install or update a tool. */
public sealed interface LaunchResult {
  record Started(TerminalInfo terminal) implements LaunchResult {}

  record UnknownTool(String id) implements LaunchResult {}

  /**
   * It cannot be done as things are.
   *
   * @param code for programs, such as {@code tool-not-installed}
   * @param detail for people
   */
  record Conflict(String code, String detail) implements LaunchResult {}

  /** It must not be done, or not without the user's word. */
  record Refused(String code, String detail) implements LaunchResult {}

  /** The terminal could not be opened. */
  record NotOpened(OpenResult result) implements LaunchResult {}
}
