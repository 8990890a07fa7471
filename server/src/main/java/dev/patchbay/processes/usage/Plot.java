package dev.patchbay.processes.usage;

import java.time.Instant;
import java.util.Map;

/**
 * A part of a series, for drawing it.
 *
 * @param from when the first step begins
 * @param columns the means of all steps, the oldest first; NaN where nothing ran
 */
public record Plot(Instant from, int stepSeconds, Map<Column, double[]> columns) {
  public Plot {
    columns = Map.copyOf(columns);
  }
}
