package dev.patchbay.terminals.attention;

import java.util.Optional;

/** The marks that known programs put into their titles. Whatever is printed may put them there. */
final class TitleMark {
  private TitleMark() {}

  static Optional<Attention.State> read(String title) {
    String text = title.strip();
    if (text.contains("Action Required")) {
      // Codex, Gemini CLI.
      return Optional.of(Attention.State.WAITING);
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int first = text.codePointAt(0);
    if (first > 0x2800 && first <= 0x28FF) {
      // A spinner of braille dots: Claude Code, Codex and others.
      return Optional.of(Attention.State.WORKING);
    }
    return switch (first) {
      // Claude Code.
      case '✳' -> Optional.of(Attention.State.IDLE);
      // Gemini CLI.
      case '✋' -> Optional.of(Attention.State.WAITING);
      case '✦' -> Optional.of(Attention.State.WORKING);
      case '◇' -> Optional.of(Attention.State.IDLE);
      default -> Optional.empty();
    };
  }
}
