package dev.patchbay.launch;

import dev.patchbay.detectors.Snapshot;
import dev.patchbay.detectors.ToolReport;

/** What is told of tools to the floors above. */
public sealed interface ToolEvent {
  /** More is known of a tool than before. */
  record Detected(ToolReport tool) implements ToolEvent {}

  /** A look at the machine is over. */
  record Looked(Snapshot snapshot) implements ToolEvent {}

  record Launched(String id, String terminal) implements ToolEvent {}

  /**
   * An installation or an update goes on.
   *
   * @param stage {@code running} or {@code looking}
   */
  record Progress(String id, String terminal, String recipe, String stage) implements ToolEvent {}

  /**
   * It did what it was to.
   *
   * @param remark for people, such as that it is not on the PATH; may be empty
   */
  record Installed(ToolReport tool, String terminal, String recipe, String remark)
      implements ToolEvent {}

  /**
   * It did not.
   *
   * @param code for programs: {@code recipe-failed}, {@code not-found-on-path}, {@code
   *     still-the-old-version}
   */
  record InstallFailed(String id, String terminal, String recipe, String code, String detail)
      implements ToolEvent {}
}
