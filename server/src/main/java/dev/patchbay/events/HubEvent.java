package dev.patchbay.events;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened.
 *
 * @param number counts the events of this hub since it was started
 * @param name {@code subject.verb-past}
 * @param data what is told of it, ready for JSON
 */
public record HubEvent(long number, Instant time, String name, Map<String, Object> data) {
  public HubEvent {
    // Unlike Map.copyOf this takes null, which JSON has and programs send.
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }
}
