package dev.patchbay.terminals;

/** What is told of terminals to the floors above. */
public sealed interface TerminalEvent {
  TerminalInfo terminal();

  record Opened(TerminalInfo terminal) implements TerminalEvent {}

  /** Its name, tags, title, size or audience changed. */
  record Changed(TerminalInfo terminal) implements TerminalEvent {}

  /** How its program stands has changed, or it called somebody. */
  record AttentionChanged(TerminalInfo terminal) implements TerminalEvent {}

  record Exited(TerminalInfo terminal) implements TerminalEvent {}

  /** It is no longer known. */
  record Closed(TerminalInfo terminal) implements TerminalEvent {}
}
