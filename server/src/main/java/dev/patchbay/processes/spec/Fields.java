package dev.patchbay.processes.spec;

import dev.patchbay.config.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A declaration's object: maps, lists, texts, numbers and truth values. Its names are written
 * {@code camelCase} over the API and {@code lower-dash} in the file; both are understood.
 */
final class Fields {
  private final Map<?, ?> object;
  private final String pointer;
  private final Set<String> known = new TreeSet<>();

  Fields(Map<?, ?> object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  private record Field(String pointer, Object value) {}

  Optional<Fields> object(String name) {
    return find(name)
        .map(field -> {
          if (field.value instanceof Map<?, ?> map) {
            return new Fields(map, field.pointer);
          }
          throw new SpecException(field.pointer, "must have entries of its own");
        });
  }

  /** The same where a bare value stands for one of the object's fields. */
  Optional<Fields> objectOr(String name, String fieldOfBareValue) {
    return find(name)
        .map(field ->
            field.value instanceof Map<?, ?> map
                ? new Fields(map, field.pointer)
                : new Fields(Map.of(fieldOfBareValue, field.value), field.pointer));
  }

  Optional<String> text(String name) {
    return find(name).map(field -> text(field.pointer, field.value));
  }

  Optional<Boolean> flag(String name) {
    return find(name)
        .map(field -> {
          if (field.value instanceof Boolean flag) {
            return flag;
          }
          throw new SpecException(field.pointer, "must be true or false");
        });
  }

  Optional<Integer> number(String name) {
    return find(name)
        .map(field -> {
          if (field.value instanceof Number number
              && number.doubleValue() == Math.rint(number.doubleValue())
              && Math.abs(number.doubleValue()) <= Integer.MAX_VALUE) {
            return number.intValue();
          }
          throw new SpecException(field.pointer, "must be a whole number");
        });
  }

  Optional<Duration> duration(String name) {
    return parsed(name, Quantities::duration);
  }

  <T extends Enum<T>> Optional<T> oneOf(String name, Class<T> type) {
    return parsed(name, text -> constant(text, type));
  }

  <T> Optional<T> parsed(String name, Function<String, T> parser) {
    return find(name)
        .map(field -> {
          try {
            return parser.apply(text(field.pointer, field.value));
          } catch (IllegalArgumentException | ArithmeticException e) {
            throw new SpecException(field.pointer, String.valueOf(e.getMessage()));
          }
        });
  }

  Optional<List<String>> texts(String name) {
    return find(name)
        .map(field -> {
          if (!(field.value instanceof List<?> list)) {
            throw new SpecException(field.pointer, "must be a list");
          }
          List<String> texts = new ArrayList<>();
          for (int i = 0; i < list.size(); i++) {
            texts.add(text(field.pointer + "/" + i, list.get(i)));
          }
          return texts;
        });
  }

  /** Names of the user's own choice, each with a text. */
  Map<String, String> entries(String name) {
    Map<String, String> entries = new LinkedHashMap<>();
    find(name)
        .ifPresent(field -> {
          if (field.value instanceof List<?> list) {
            // A list of names stands for names that are left at their default.
            for (int i = 0; i < list.size(); i++) {
              entries.put(text(field.pointer + "/" + i, list.get(i)), "");
            }
          } else if (field.value instanceof Map<?, ?> map) {
            map.forEach((key, value) ->
                entries.put(String.valueOf(key), text(field.pointer + "/" + key, value)));
          } else {
            throw new SpecException(field.pointer, "must have entries of its own");
          }
        });
    return entries;
  }

  /** Runs a check of values that only make sense together, and places what it throws here. */
  <T> T checked(Supplier<T> build) {
    try {
      return build.get();
    } catch (SpecException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new SpecException(pointer, String.valueOf(e.getMessage()));
    }
  }

  /** A name that nobody asked for is most likely misspelt. */
  void rejectUnknown() {
    for (Object key : object.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw new SpecException(pointer + "/" + key, "is not known here");
      }
    }
  }

  String pointer() {
    return pointer;
  }

  static <T extends Enum<T>> T constant(String text, Class<T> type) {
    List<String> names = new ArrayList<>();
    for (T constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return constant;
      }
      names.add(name);
    }
    throw new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", names));
  }

  private Optional<Field> find(String name) {
    String dashed = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    known.add(name);
    known.add(dashed);
    String key = object.containsKey(name) ? name : dashed;
    Object value = object.get(key);
    return value == null ? Optional.empty() : Optional.of(new Field(pointer + "/" + key, value));
  }

  private static String text(String pointer, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Number number -> number.toString();
      case Boolean flag -> flag.toString();
      case null, default -> throw new SpecException(pointer, "must be a single value");
    };
  }
}
