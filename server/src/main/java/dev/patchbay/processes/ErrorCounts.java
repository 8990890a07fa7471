package dev.patchbay.processes;

import dev.patchbay.processes.lifecycle.Category;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often something went wrong.
 *
 * @param byCategory without those that are none
 */
public record ErrorCounts(Map<Category, Integer> byCategory, Optional<Latest> latest) {
  public ErrorCounts {
    Map<Category, Integer> copy = new EnumMap<>(Category.class);
    copy.putAll(byCategory);
    byCategory = java.util.Collections.unmodifiableMap(copy);
  }

  /** The one that was last. */
  public record Latest(Category category, String detail, Instant at) {}

  public int total() {
    return byCategory.values().stream().mapToInt(Integer::intValue).sum();
  }
}
