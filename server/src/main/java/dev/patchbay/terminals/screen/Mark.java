package dev.patchbay.terminals.screen;

import org.jspecify.annotations.Nullable;

/**
 * What a shell said of the row its cursor was in (OSC 133). A row has at most one of each kind,
 * oldest first.
 *
 * @param exit of an {@link Kind#END}, the command's exit code, or -1 where none was told
 * @param time of an {@link Kind#OUTPUT} or {@link Kind#END}, milliseconds since 1970
 */
record Mark(Kind kind, int exit, long time, @Nullable Mark next) {
  /** In the order in which they come. */
  enum Kind {
    PROMPT('A'),
    COMMAND('B'),
    OUTPUT('C'),
    END('D');

    final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  /** The marks of a row without those of a kind. */
  static @Nullable Mark without(@Nullable Mark first, Kind kind) {
    if (first == null) {
      return null;
    }
    Mark rest = without(first.next, kind);
    return first.kind == kind ? rest : new Mark(first.kind, first.exit, first.time, rest);
  }

  /** The marks of a row and another one, which is newer. */
  static Mark with(@Nullable Mark first, Mark added) {
    Mark rest = without(first, added.kind);
    return rest == null ? added : new Mark(rest.kind, rest.exit, rest.time, with(rest.next, added));
  }
}
