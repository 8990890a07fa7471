package dev.patchbay.terminals;

import dev.patchbay.os.ExitStatus;

/** What viewers of a terminal are told beside its output. */
public sealed interface Happening {
  /** The program ended; nothing follows. */
  record Exited(ExitStatus status) implements Happening {}

  /** The size from here on, set by one of the controlling viewers. */
  record Resized(int cols, int rows) implements Happening {}

  /**
   * The first thing a viewer is told: it must keep as many lines above the screen as the hub does,
   * or a change of size makes their screens differ.
   */
  record Scrollback(int lines) implements Happening {}

  /** The program gave itself another title. */
  record Titled(String title) implements Happening {}

  record Bell() implements Happening {}

  /** How many look on. */
  record Audience(int viewers) implements Happening {}

  /**
   * Something that the viewer should know about its own doing.
   *
   * @param code for programs, {@code lower-dash}
   * @param detail for people, one sentence
   */
  record Remark(String code, String detail) implements Happening {}
}
