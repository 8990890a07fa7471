package dev.patchbay.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in a document, and where. A scalar keeps its text: who reads it knows its type. */
public sealed interface Value {
  Place place();

  /** Line and column, counted from 1; 0 where there is neither, as in a body that was sent. */
  record Place(int line, int column) {
    public static final Place NONE = new Place(0, 0);
  }

  /**
   * @param entries by key, in the document's order
   */
  record Mapping(Place place, Map<String, Entry> entries) implements Value {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    public static Mapping empty() {
      return new Mapping(Place.NONE, Map.of());
    }
  }

  /**
   * @param place of the key
   */
  record Entry(Place place, Value value) {}

  record Sequence(Place place, List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Scalar(Place place, String text, Form form) implements Value {}

  /** What the document says of a scalar's type. */
  enum Form {
    /** Nothing is there, or {@code null} or {@code ~} without quotes. */
    NULL,
    /** Without quotes. */
    PLAIN,
    /** In quotes or as a block: never anything but a text. */
    QUOTED
  }
}
