package dev.patchbay.terminals.attention;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one source says.
 *
 * @param since when it began to say so
 */
record Claim(
    Attention.State state,
    Attention.@Nullable Kind kind,
    String message,
    @Nullable Integer progress,
    Instant since) {
  static Claim of(Attention.State state, Instant since) {
    return new Claim(state, null, "", null, since);
  }
}
