package dev.patchbay.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as maps and lists, for the rooms that do not know Vert.x. What is null is left out. */
final class PlainJson {
  private PlainJson() {}

  static Map<String, Object> of(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.forEach(entry -> {
      if (entry.getValue() != null) {
        map.put(entry.getKey(), value(entry.getValue()));
      }
    });
    return map;
  }

  private static List<Object> of(JsonArray array) {
    return array.stream().map(PlainJson::value).toList();
  }

  private static Object value(Object value) {
    return switch (value) {
      case JsonObject object -> of(object);
      case JsonArray array -> of(array);
      default -> value;
    };
  }
}
