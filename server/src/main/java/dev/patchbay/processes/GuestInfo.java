package dev.patchbay.processes;

import dev.patchbay.processes.score.Score;
import dev.patchbay.processes.usage.Column;
import dev.patchbay.processes.usage.Trend;
import dev.patchbay.processes.usage.Usage;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link Guest} does.
 *
 * @param score of its health; empty once it has ended
 * @param trends where its figures are going
 * @param usage empty once it has ended, and until it was first looked at
 */
public record GuestInfo(Optional<Score> score, Map<Column, Trend> trends, Optional<Usage> usage) {
  public GuestInfo {
    trends = Map.copyOf(trends);
  }
}
