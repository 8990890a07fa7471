package dev.patchbay.config;

import dev.patchbay.yaml.Value;
import dev.patchbay.yaml.Value.Entry;
import dev.patchbay.yaml.Value.Form;
import dev.patchbay.yaml.Value.Mapping;
import dev.patchbay.yaml.Value.Place;
import dev.patchbay.yaml.Value.Scalar;
import dev.patchbay.yaml.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as maps, lists and texts without places, and back. */
final class PlainValues {
  private PlainValues() {}

  /**
   * @param object maps, lists, texts, numbers and truth values, as JSON has them
   */
  static Mapping of(Map<?, ?> object) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> entries.put(String.valueOf(key), new Entry(Place.NONE, value(value))));
    return new Mapping(Place.NONE, entries);
  }

  private static Value value(@Nullable Object value) {
    return switch (value) {
      case null -> new Scalar(Place.NONE, "null", Form.NULL);
      case Map<?, ?> object -> of(object);
      case List<?> list -> new Sequence(Place.NONE, list.stream().map(PlainValues::value).toList());
      case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 ->
          new Scalar(Place.NONE, Long.toString(number.longValue()), Form.PLAIN);
      case Number number -> new Scalar(Place.NONE, number.toString(), Form.PLAIN);
      case Boolean flag -> new Scalar(Place.NONE, flag.toString(), Form.PLAIN);
      default -> new Scalar(Place.NONE, value.toString(), Form.QUOTED);
    };
  }

  /** Every scalar as its text. */
  static Map<String, Object> of(Mapping mapping) {
    Map<String, Object> contents = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> contents.put(key, plain(entry.value())));
    return contents;
  }

  private static Object plain(Value value) {
    return switch (value) {
      case Mapping mapping -> of(mapping);
      case Sequence sequence -> sequence.items().stream().map(PlainValues::plain).toList();
      case Scalar scalar -> scalar.text();
    };
  }
}
